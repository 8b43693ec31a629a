"""Readings of text by an operator, as an engagement's people and agency coordinators see them.

Each with its reason (coaching-process.md, who may see what). Leadership, which sees figures of the
agency and not who is coached, is not shown them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.state import Engagement
from services.connections import Engine
from services.reading.names import names_of
from store.accesses import Access

MOST = 50
"""Of an agency at once."""
_SHOWN_AS = re.compile(r"\bperson ([0-9a-f]{8})\b")
"""In a reason that names for whom a paper was shown (`read.through_operator`)."""


@dataclass(frozen=True)
class ReadByOperator:
    """One reading; `who` is the operator as their machine knows them."""

    at: datetime
    who: str
    reason: str
    learners: str = ""


async def readings_of(engine: Engine, state: Engagement) -> list[ReadByOperator]:
    """Every reading of one engagement, the newest first, for its people. Raises as the store."""
    found = await engine.store.accesses.of(state.engagement_id)
    people = (*state.learners, state.coach, state.supervisor, state.coordinator)
    names = await names_of(engine, people) if found else {}
    return [_shown(one, names) for one in reversed(found)]


async def readings_at(engine: Engine, agency: Agency) -> list[ReadByOperator]:
    """The last readings over an agency's engagements, the newest first, for its coordinators."""
    found = await engine.store.accesses.of_agency(agency.agency_id, MOST)
    names = await names_of(engine, (one for _, learners in found for one in learners))
    return [_shown(one, names, learners) for one, learners in found]


def _shown(
    one: Access, names: Mapping[PersonId, str], learners: Iterable[PersonId] = ()
) -> ReadByOperator:
    known = {person[:8]: name for person, name in names.items()}
    return ReadByOperator(
        at=one.at,
        who=one.by.removeprefix("operator:"),
        reason=_SHOWN_AS.sub(lambda found: known.get(found[1], found[0]), one.reason),
        learners=", ".join(names[person] for person in learners if person in names),
    )
