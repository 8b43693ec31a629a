"""Reading as a person in a role: the history they may see, the papers they are asked to approve.

An operator who reads for somebody is recorded with it (`reasons.py`), and never gets what is one
person's alone; the four papers hold nothing of that kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.state import Engagement
from domain.engagement.topics.goals import goals_version
from domain.person.person import Person
from services import find
from services.acts.possible import possible
from services.reading import closing_papers, papers_read
from services.reading.paper_parts import Paper
from services.reading.reasons import Why, note
from services.reading.visible import Line, roles_in, seen_by
from services.troubles import BadUsage, NotFound
from services.words import WORDS
from store.store import Store

PaperName = Literal["agreement", "plan", "goals", "rules", "handoff", "debrief", "development"]
PAPERS: tuple[PaperName, ...] = get_args(PaperName)

_TO_READ_FIRST: dict[str, PaperName] = {
    "join_agreement": "agreement",
    "sign_sustainability_plan": "plan",
    "confirm_goals": "goals",
    "accept_ground_rules": "rules",
    "see_handoff": "handoff",
    "acknowledge_handoff": "handoff",
    "see_debrief": "debrief",
}
"""What is approved by an act, and so is read before it."""


@dataclass(frozen=True)
class Reading:
    """What one person may see of one engagement."""

    state: Engagement
    agency: Agency
    reader: Person
    people: Mapping[PersonId, Person]
    lines: tuple[Line, ...]
    can_do: tuple[str, ...]
    """Acts that are open to the reader now."""

    def name(self, person: PersonId | None) -> str:
        """A person's name, or words that stand for it."""
        if person is None:
            return WORDS.say("person.nobody_yet")
        known = self.people.get(person)
        return known.name if known else person[:8]


async def reading(store: Store, state: Engagement, reader: Person, at: datetime) -> Reading:
    """What `reader` may see and do at this domain time. Raises `NotFound` for who has no part."""
    if not roles_in(state, reader.person_id):
        raise NotFound.of("no_part", name=reader.name, engagement=state.engagement_id[:8])
    agency = await find.agency(store, state.agency_id)
    lines = seen_by(state, await store.reader.events(state.engagement_id), reader.person_id)
    ids = {line.by for line in lines} | {state.supervisor, state.coordinator, *state.learners}
    ids |= {p for p in (state.coach, agency.agreement and agency.agreement.signed_by) if p}
    people = await store.reader.people(sorted(ids))
    can_do = tuple(possible(state, agency, reader.person_id, at))
    read = Reading(state, agency, reader, people, lines, can_do)
    return replace(read, can_do=tuple(act for act in can_do if _can_read_first(read, act)))


async def through_operator(
    store: Store, at: datetime, typed: str, reader: str, name: PaperName, why: Why
) -> Reading:
    """The same for a person named by address, read at an operator's terminal for one paper.

    That it was read, for whom and what is recorded first. Raises `NotFound`, `BadUsage`.
    """
    state = await find.engagement(store, typed)
    person = await find.person(store, reader, [state.agency_id])
    read = await reading(store, state, person, at)
    # By id: what is recorded lies open in the database, where no name does.
    purpose = f"{name}, shown as person {person.person_id[:8]} may see it"
    said = f"{purpose}: {why.reason}" if why.reason else purpose
    await note(store, state.engagement_id, replace(why, reason=said))
    return read


def papers(read: Reading, name: PaperName) -> list[Paper]:
    """The papers of this name: one, or every debrief. Raises `NotFound` where none may be seen."""
    match name:
        case "agreement":
            return [papers_read.agreement(read.lines, read.agency, read.name)]
        case "plan":
            return [papers_read.plan(read.lines, read.name)]
        case "goals":
            return [papers_read.goals(read.lines, goals_version(read.state))]
        case "rules":
            return [papers_read.ground_rules(read.lines, read.name)]
        case "handoff":
            return closing_papers.handoffs(read.lines, read.name)
        case "debrief":
            return closing_papers.debriefs(read.lines, read.name)
        case "development":
            return closing_papers.development_plans(read.lines, read.name)


def paper_named(typed: str) -> PaperName:
    """The paper meant. Raises `BadUsage` naming those there are."""
    for name in PAPERS:
        if name == typed.strip().lower():
            return name
    raise BadUsage.of("no_paper", typed=repr(typed[:60]), known=", ".join(PAPERS))


def to_approve(read: Reading, act: str) -> Paper | None:
    """The paper that an act approves, as it stands; None for an act that approves none.

    Raises `NotFound` where there is nothing to approve, or nothing any more.
    """
    name = to_read_first(act)
    if name is None:
        return None
    paper = next((one for one in papers(read, name) if one.approve == act), None)
    if paper is None:
        raise NotFound.of("nothing_to_approve")
    return paper


def _can_read_first(read: Reading, act: str) -> bool:
    try:
        to_approve(read, act)
    except NotFound:
        return False
    return True


def to_read_first(act: str) -> PaperName | None:
    """The paper that an act approves, and that is read before it."""
    return _TO_READ_FIRST.get(act)
