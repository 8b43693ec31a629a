"""A caseload handed on, from one coach, supervisor or coordinator to another.

Handing on is an ordinary act in each engagement, so that each has its own record of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from activities.ports import StoreUnavailable
from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.model import EngagementId, PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.decide import decide
from domain.engagement.parties import model_of, people_in
from domain.engagement.state import Engagement
from domain.engagement.topics.assign import AssignCoach, AssignCoordinator, AssignSupervisor
from domain.person.person import Person
from domain.words import say_refusal
from services.acting.act import submit
from services.connections import Engine
from services.ids import derived_id
from services.reading.access import coordinated, engagement_for, engagement_of_agency
from services.reading.names import names_of
from services.troubles import BadUsage, NotFound, Refused
from workflows.errors import OutcomeUnknown

MOST_CARRIED = 300
MOST_SUGGESTED = 200

CaseRole = Literal["coach", "supervisor", "coordinator"]
Say = Callable[[int, int], None]
"""Called with (done, all) as a caseload is handed on."""


@dataclass(frozen=True)
class Move:
    """One engagement of a caseload; `hindrance` says why it stays, empty where it can move.

    `stage` is called as its coaching model calls it.
    """

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


@dataclass(frozen=True)
class Suggested:
    """Somebody who may hand on or take over; `under_way` counts what they coach, up to 100."""

    email: str
    name: str
    under_way: int


async def suggested(engine: Engine, person: Person, agency: Agency) -> list[Suggested]:
    """The agency's coaches and coordinators whom an address is known of, by name."""
    coaches = await engine.store.board.coaches(person.person_id, agency.agency_id, MOST_SUGGESTED)
    carried = {one.person: one.under_way for one in coaches}
    known = await engine.store.reader.people({*carried, *agency.settings.coordinators})
    found = (
        Suggested(one.email, one.name, carried.get(one.person_id, 0))
        for one in known.values()
        if one.email
    )
    return sorted(found, key=lambda one: one.name.casefold())


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
            stage=model_of(case).stage(case.stage).name,
            hindrance=hindrance(engine, case, agency, person, taker, role),
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


def hindrance(
    engine: Engine,
    state: Engagement,
    agency: Agency,
    person: Person,
    taker: PersonId,
    role: CaseRole,
) -> str:
    """Why the rules would not let `taker` take this engagement on; empty where they would."""
    try:
        act = _act(engine, state, person, taker, role, "preview")
        decide(state.engagement_id, state, act, agency)
    except Refusal as refusal:
        return say_refusal(refusal.code, refusal.facts)
    return ""


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
        if role == "coordinator":
            # Who ran it may have left, and whoever takes over has no part in it yet.
            state = await engagement_of_agency(engine, person, agency, engagement_id)
        else:
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


def _act(
    engine: Engine,
    state: Engagement,
    person: Person,
    taker: PersonId,
    role: CaseRole,
    command_id: str,
) -> AssignCoach | AssignSupervisor | AssignCoordinator:
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
    if role == "supervisor":
        return AssignSupervisor(command_id=command_id, by=by, at=at, via=Via.SELF, supervisor=taker)
    return AssignCoordinator(command_id=command_id, by=by, at=at, via=Via.SELF, coordinator=taker)


def _holder(state: Engagement, role: CaseRole) -> PersonId | None:
    held = people_in(state, Role(role))
    return held[0] if len(held) == 1 else None
