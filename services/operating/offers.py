"""What a person can do now to move their engagements on, each with the command that does it."""

import shlex
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.agency.agency import Agency
from domain.base.roles import Role
from domain.engagement.views.overview import Todo
from domain.person.person import Person
from services import find
from services.reading.read import to_read_first
from services.reading.wanting import asks_you
from store.store import Store


@dataclass(frozen=True)
class Offer:
    """One thing to do. `command` does it, `read` shows what is approved by it.

    `begins`: the day from which it can be done, where that is still ahead.
    """

    todo: Todo
    learner: str
    says: str
    command: str
    read: str | None
    begins: date | None = None

    def as_json(self) -> dict[str, Any]:
        """What can be done as JSON-ready data, for `--json`."""
        more = {
            "says": self.says,
            "command": self.command,
            "read": self.read,
            "begins": self.begins,
        }
        return {**self.todo.model_dump(mode="json"), **more}


async def offers(store: Store, typed: str, at: datetime) -> tuple[str, list[Offer]]:
    """A person's name, and what they can do: the most urgent first, what is still ahead last.

    `at` is now by the stack's clock. Raises `NotFound`.
    """
    meant = await find.persons(store, typed)
    found: list[Offer] = []
    for person in meant:
        # That there is a concern is its handler's alone to know, and no operator's.
        todos = [
            todo for todo in await store.reader.todo(person.person_id) if todo.role != Role.HANDLER
        ]
        learners = await _learners(store, person) if todos else {}
        for todo in todos:
            if todo.role == Role.LEADERSHIP:  # signs once for all, and is not told who is coached
                agency = await find.agency(store, person.agency_id)
                found.append(_of_agency(todo, person, agency))
            else:
                found.append(_offer(todo, person, learners.get(todo.engagement_id, ""), at))
    return meant[0].name, sorted(found, key=lambda one: one.begins or date.min)


def command_line(*words: str) -> str:
    """`coaching` with these words, as a shell takes them."""
    return shlex.join(("coaching", *words))


def act_command(engagement_id: str, act: str, by: str, fields: dict[str, object]) -> str:
    """The command that does an act; fields that it still needs are asked for when it is typed."""
    given = (f"{name}={_typed(value)}" for name, value in fields.items())
    return command_line("do", engagement_id[:8], act, *given, "--by", by)


def _typed(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_command(engagement_id: str, paper: str, reader: str) -> str:
    """The command that shows a paper as a person may see it."""
    return command_line("read", engagement_id[:8], paper, "--as", reader)


def _offer(todo: Todo, person: Person, learner: str, at: datetime) -> Offer:
    by = person.email or person.person_id
    paper = to_read_first(todo.act)
    ahead = todo.opens is not None and todo.opens > at
    return Offer(
        todo=todo,
        learner=learner,
        says=asks_you(todo),
        command=act_command(todo.engagement_id, todo.act, by, _known(todo)),
        read=read_command(todo.engagement_id, paper, by) if paper else None,
        begins=todo.opens.astimezone(person.zone).date() if todo.opens and ahead else None,
    )


def _known(todo: Todo) -> dict[str, object]:
    """Fields of the act that the occasion settles."""
    return {} if todo.days is None else {"days": todo.days}


def _of_agency(todo: Todo, leader: Person, agency: Agency) -> Offer:
    name = agency.settings.name
    by = leader.email or leader.person_id
    command = command_line("do", name, todo.act, "--by", by)
    return Offer(todo, name, asks_you(todo), command, None)


async def _learners(store: Store, person: Person) -> dict[str, str]:
    rows = await store.reader.overviews(person=person.person_id, limit=10_000)
    names = await store.reader.people({p for row in rows for p in row.learners})
    return {
        row.engagement_id: " and ".join(names[p].name for p in row.learners if p in names)
        for row in rows
    }
