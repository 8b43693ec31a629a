"""What a stage still wants, as one person may be told: the one place that pages and API ask.

What is wanting is between coach and learner (coaching-process.md: what closing left undone, and the
rows of reflection and observation). A supervisor or coordinator is told of their own part alone, a
coordinator beside it who has to act. In a group a learner is not told what another has not done.
"""

from collections.abc import Sequence

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.state import Engagement
from domain.engagement.views.overview import Todo
from domain.process.vocabulary import Need
from domain.words import ask_for, say_requirement
from services.reading.visible import roles_in

_PAIR = frozenset({Role.LEARNER, Role.COACH})


def wanting(
    state: Engagement, agency: Agency, person: PersonId | None
) -> list[tuple[Need, tuple[PersonId, ...]]]:
    """(need, who can supply it, as far as this person is told); None: an agency's own system."""
    roles = roles_in(state, person) if person else (Role.COORDINATOR,)
    found = []
    for need, who in _wanted(state, agency):
        told = tuple(one for one in who if _told_of(state, roles, person, one))
        if told or (not who and _PAIR.intersection(roles)):
            found.append((need, told))
    return found


def waits_for(state: Engagement, agency: Agency, person: PersonId | None) -> tuple[PersonId, ...]:
    """Who has something to do before the next stage; for coordinators, who are not told what."""
    if person and Role.COORDINATOR not in roles_in(state, person):
        return ()
    return tuple(dict.fromkeys(one for _, who in _wanted(state, agency) for one in who))


def says(need: Need) -> str:
    """The sentence for a need, in the model's own words where it has some."""
    return need.says or say_requirement(need.key)


def says_todo(todo: Todo) -> str:
    """The sentence for something to do; a follow-up says after how many days it is."""
    return todo.says or say_requirement(todo.requirement, _facts(todo))


def asks_you(todo: Todo) -> str:
    """The same, said to the person who is to do it."""
    return ask_for(todo.requirement, todo.role, todo.says, _facts(todo))


def needs_of_you(need: Need, roles: Sequence[Role]) -> str:
    """The sentence for a need, said to somebody who can supply it and has these roles."""
    supplies = next((role for role in roles if role in need.roles), None)
    return ask_for(need.key, supplies.value if supplies else "", need.says)


def _facts(todo: Todo) -> dict[str, int]:
    return {} if todo.days is None else {"days": todo.days}


def _wanted(state: Engagement, agency: Agency) -> list[tuple[Need, tuple[PersonId, ...]]]:
    if not state.live:
        return []
    needs = model_of(state).needs
    return [
        (needs[key], tuple(p for p in suppliers(state, agency, needs[key]) if p != ENGINE))
        for key in missing(state, agency)
    ]


def _told_of(
    state: Engagement, roles: Sequence[Role], person: PersonId | None, other: PersonId
) -> bool:
    if other == person or Role.COACH in roles:
        return True
    return Role.LEARNER in roles and other not in state.learners
