"""Who could coach an engagement, with fit, expertise and caseload in view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.base.model import EngagementId, PersonId
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.person.person import Person
from services.connections import Engine
from services.coordinating.caseload import hindrance
from services.reading.access import coordinated, engagement_for
from services.reading.names import skills_of
from store.personal.rows_shown import Coached

MOST_COACHES = 200
_LATELY = 20
"""Engagements of each coach that are looked at for expertise."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who coaches in the agency, as they would fit one engagement.

    Of the skill: how many of their last twenty engagements were about it, how many of these were
    completed, and whether they stated their expertise in one. `hindrance`: why the rules would not
    let them, empty where they would.
    """

    person: PersonId
    name: str
    under_way: int
    many_more: bool
    in_skill: int
    completed_in_skill: int
    expertise_stated: bool
    same_zone: bool
    is_coach: bool
    hindrance: str


async def candidates(engine: Engine, person: Person, engagement_id: str) -> list[Candidate]:
    """The agency's coaches for an engagement that this person coordinates, the fittest first.

    Raises `NotFound` as `access.engagement_for` and for who does not coordinate it.
    """
    agency = await coordinated(engine, person)
    state = await engagement_for(engine, person, engagement_id)
    me, here = person.person_id, agency.agency_id
    coaches = await engine.store.board.coaches(me, here, MOST_COACHES)
    lately = await engine.store.board.coached_lately(
        me, here, [one.person for one in coaches], _LATELY
    )
    skills = await skills_of(engine, {one.engagement_id: one.about for one in lately})
    alike = _alike(lately, skills, state)
    wanted = {*state.active_learners, *(one.person for one in coaches)}
    known = await engine.store.reader.people(wanted)
    zones = {known[one].time_zone for one in state.active_learners if one in known}
    found = [
        Candidate(
            person=one.person,
            name=known[one.person].name,
            under_way=one.under_way,
            many_more=one.under_way >= 100,
            in_skill=len(alike.get(one.person, ())),
            completed_in_skill=sum(
                case.outcome == Outcome.COMPLETED.value for case in alike.get(one.person, ())
            ),
            expertise_stated=any(case.stated for case in alike.get(one.person, ())),
            same_zone=known[one.person].time_zone in zones,
            is_coach=one.person == state.coach,
            hindrance=hindrance(engine, state, agency, person, one.person, "coach"),
        )
        for one in coaches
        if one.person in known
    ]
    return sorted(found, key=_fitness)


def _alike(
    lately: Iterable[Coached], skills: Mapping[EngagementId, str], state: Engagement
) -> dict[PersonId, list[Coached]]:
    found: dict[PersonId, list[Coached]] = {}
    wanted = " ".join(state.skill.casefold().split())
    for one in lately:
        about = " ".join(skills.get(one.engagement_id, "").casefold().split())
        if about == wanted and one.engagement_id != state.engagement_id:
            found.setdefault(one.coach, []).append(one)
    return found


def _fitness(one: Candidate) -> tuple[bool, bool, int, int, str]:
    """Whom the rules allow, who knows the skill, who has least under way."""
    knows = one.expertise_stated or one.completed_in_skill > 0
    return (bool(one.hindrance), not knows, -one.in_skill, one.under_way, one.name.casefold())
