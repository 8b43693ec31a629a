"""Who could coach, with fit, expertise and caseload in view; and handing a caseload on.

Handing on is an ordinary act in each engagement, so that each has its own record of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from activities.ports import StoreUnavailable
from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.model import EngagementId, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.decide import decide
from domain.engagement.parties import people_in
from domain.engagement.standing import Outcome
from domain.engagement.state import Engagement
from domain.engagement.topics.assign import AssignCoach, AssignSupervisor
from domain.person.person import Person
from domain.words import say_refusal
from services.acting.act import submit
from services.connections import Engine
from services.ids import derived_id
from services.reading.access import coordinated, engagement_for
from services.reading.names import names_of, skills_of
from services.troubles import BadUsage, NotFound, Refused
from store.personal.rows_shown import Coached
from workflows.errors import OutcomeUnknown

MOST_COACHES = 200
_LATELY = 20
"""Engagements of each coach that are looked at for expertise."""
MOST_CARRIED = 300

CaseRole = Literal["coach", "supervisor"]
Say = Callable[[int, int], None]
"""Called with (done, all) as a caseload is handed on."""


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


@dataclass(frozen=True)
class Move:
    """One engagement of a caseload; `hindrance` says why it stays, empty where it can move."""

    engagement_id: EngagementId
    learners: tuple[str, ...]
    stage: str
    hindrance: str


@dataclass(frozen=True)
class Moved:
    """What became of it: `moved`, `stays` (with `why`), or `unknown` (ask again: same moves)."""

    engagement_id: EngagementId
    outcome: Literal["moved", "stays", "unknown"]
    why: str = ""


async def candidates(engine: Engine, person: Person, engagement_id: str) -> list[Candidate]:
    """The agency's coaches for an engagement that this person coordinates, the fittest first.

    Raises `NotFound` as `access.engagement_for` and for who does not coordinate it.
    """
    agency, state = await _own_case(engine, person, engagement_id)
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
            hindrance=_hindrance(engine, state, agency, person, one.person, "coach"),
        )
        for one in coaches
        if one.person in known
    ]
    return sorted(found, key=_fitness)


async def moves(
    engine: Engine, person: Person, role: CaseRole, giver: PersonId, taker: PersonId
) -> list[Move]:
    """What handing a caseload on would come to, before anything happens.

    Raises `NotFound` for who coordinates no agency and for people not of it, `BadUsage`.
    """
    agency = await coordinated(engine, person)
    await _both_known(engine, agency, giver, taker)
    cases = await _cases(engine, person, agency, role, giver)
    names = await names_of(engine, (p for case in cases for p in case.learners))
    return [
        Move(
            engagement_id=case.engagement_id,
            learners=tuple(names.get(one, "") for one in case.active_learners),
            stage=case.stage,
            hindrance=_hindrance(engine, case, agency, person, taker, role),
        )
        for case in cases
    ]


async def hand_on(
    engine: Engine,
    person: Person,
    role: CaseRole,
    giver: PersonId,
    taker: PersonId,
    chosen: Iterable[EngagementId],
    command_id: str,
    say: Say = lambda _done, _all: None,
) -> list[Moved]:
    """Hand on what was chosen, one act after the other.

    The same `command_id` again does nothing twice and goes on where it ended. Raises `NotFound`,
    `BadUsage` as `moves`, `StoreUnavailable` before anything was done.
    """
    agency = await coordinated(engine, person)
    await _both_known(engine, agency, giver, taker)
    wanted = list(dict.fromkeys(chosen))[:MOST_CARRIED]
    done: list[Moved] = []
    for engagement_id in wanted:
        done.append(
            await _moved(engine, agency, person, role, giver, taker, engagement_id, command_id)
        )
        say(len(done), len(wanted))
    return done


async def _moved(
    engine: Engine,
    agency: Agency,
    person: Person,
    role: CaseRole,
    giver: PersonId,
    taker: PersonId,
    engagement_id: EngagementId,
    command_id: str,
) -> Moved:
    try:
        state = await engagement_for(engine, person, engagement_id)
        own_id = derived_id(engine.ring, "hand on", command_id, state.engagement_id)
        if _holder(state, role) not in (giver, taker):
            return Moved(engagement_id, "stays", say_refusal("not_in_engagement"))
        await submit(engine, state, _act(engine, state, person, taker, role, own_id))
    except Refusal as refusal:
        return Moved(engagement_id, "stays", say_refusal(refusal.code, refusal.facts))
    except (NotFound, Refused) as trouble:
        return Moved(engagement_id, "stays", trouble.what)
    except (OutcomeUnknown, StoreUnavailable):
        return Moved(engagement_id, "unknown")
    return Moved(engagement_id, "moved")


async def _own_case(
    engine: Engine, person: Person, engagement_id: str
) -> tuple[Agency, Engagement]:
    agency = await coordinated(engine, person)
    return agency, await engagement_for(engine, person, engagement_id)


async def _cases(
    engine: Engine, person: Person, agency: Agency, role: CaseRole, giver: PersonId
) -> list[Engagement]:
    ids = await engine.store.board.carried(
        person.person_id, agency.agency_id, giver, role, MOST_CARRIED
    )
    states = [await engine.store.reader.state(one) for one in ids]
    return [one for one in states if one is not None and _holder(one, role) == giver]


async def _both_known(engine: Engine, agency: Agency, giver: PersonId, taker: PersonId) -> None:
    if giver == taker:
        raise BadUsage.of("same_person")
    known = await engine.store.reader.people([giver, taker])
    here = [one for one in known.values() if one.agency_id == agency.agency_id]
    if len(here) < 2:
        raise NotFound.of("no_person_here")


def _hindrance(
    engine: Engine,
    state: Engagement,
    agency: Agency,
    person: Person,
    taker: PersonId,
    role: CaseRole,
) -> str:
    """What the rules themselves would say; nothing is recorded."""
    try:
        act = _act(engine, state, person, taker, role, "preview")
        decide(state.engagement_id, state, act, agency)
    except Refusal as refusal:
        return say_refusal(refusal.code, refusal.facts)
    return ""


def _act(
    engine: Engine,
    state: Engagement,
    person: Person,
    taker: PersonId,
    role: CaseRole,
    command_id: str,
) -> AssignCoach | AssignSupervisor:
    at, by = engine.clock.now(), person.person_id
    if role == "coach":
        return AssignCoach(
            command_id=command_id,
            by=by,
            at=at,
            via=Via.SELF,
            coach=taker,
            relation=state.relation,
        )
    return AssignSupervisor(command_id=command_id, by=by, at=at, via=Via.SELF, supervisor=taker)


def _holder(state: Engagement, role: CaseRole) -> PersonId | None:
    held = people_in(state, Role(role))
    return held[0] if len(held) == 1 else None


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
