"""A county's year in a minute or two: twenty learners by adoption groups; the report agrees.

The example of the Toolkit, ch. 6: the first to take it up need three or four sessions, the last up
to twelve. What went in is kept here, and the report's figures are worked out from it by hand.
"""

import asyncio
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any
from uuid import uuid4

import pytest

from domain.agency.program_acts import GroupCohort
from domain.base.refusals import Refusal, RequirementUnmet
from domain.program.report import Group, Measure
from services.coordinating.report import make_report
from tests.journeys import stages
from tests.journeys.cast import Cast, Told, assemble, launched
from tests.journeys.place import DAYS, Place

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

RATE = 3 * DAYS
_TRIES = 5
GROUPS = {
    "Spring": ("early_adopters", 0, (3, 4, 3, 4, 4, 3)),
    "Summer": ("early_majority", 60, (6, 7, 5, 8, 6, 7, 6)),
    "Fall": ("late_majority", 120, (10, 12, 9, 11, 12, 10, 11)),
}
"""Cohort to its adoption group, the day it begins on, and the sessions of each learner."""
SCALE = {
    "scale": "gars",
    "behavior": "Ask the family for its own words",
    "unit": "plans of ten",
    "baseline": 0,
    "levels": [
        {"description": f"In at least {n} of ten plans", "amount": n} for n in (1, 3, 5, 7, 9)
    ],
    "due": "2028-06-01",
    "confirmed": ["one_behavior", "all_possibilities", "terms_explained", "middle_realistic"],
}


@dataclass(frozen=True)
class Went:
    """What one learner's coaching was given: the report is held against it."""

    name: str
    cohort: str
    unit: str
    sessions: int
    enrolled: tuple[int, int]
    rated: tuple[int, int]
    consents: bool
    leaves: bool


def _county() -> list[Went]:
    every = [(cohort, sessions) for cohort, (_, _, many) in GROUPS.items() for sessions in many]
    return [
        Went(
            name=f"worker_{n}",
            cohort=cohort,
            unit=f"supervisor_{n % 2}",
            sessions=sessions,
            enrolled=(7 + n % 3, 8 + n % 3),
            rated=(-2 + n % 2, n % 3),
            consents=n not in (4, 16),
            leaves=n == 12,
        )
        for n, (cohort, sessions) in enumerate(every)
    ]


async def test_the_report_of_a_year_agrees_with_what_went_in(place: Place) -> None:
    county = _county()
    assert len(county) == 20
    more = (*(one.name for one in county), "supervisor_0", "supervisor_1")
    cast = await assemble(place, more=more)
    for cohort, (adoption, _, _) in GROUPS.items():
        await _of_agency(place, cast, GroupCohort, cohort=cohort, adoption=adoption)
    await place.quicken(RATE)
    start = place.engine.clock.now()
    await asyncio.gather(*(_coached(place, cast, one) for one in county))
    took = (place.engine.clock.now() - start).days
    assert took > 180, "more than half a year; how much more is the machine's pace"

    leader = (await place.store.reader.people([cast["leader"]]))[cast["leader"]]
    made = await make_report(place.engine, leader)
    counted = [one for one in county if one.consents]
    assert made.learners == len(counted) == 18
    stayed = [one for one in counted if not one.leaves]
    found = {one.key: one for one in made.measures}
    assert _is(found["completed"], [float(not one.leaves) for one in counted])
    assert _is(found["sessions"], [float(one.sessions) for one in counted])
    assert _is(found["enrollment_start"], [float(one.enrolled[0]) for one in counted])
    assert _is(found["enrollment_end"], [float(one.enrolled[1]) for one in counted])
    # One scale of weight 1: T is 50 and ten times the rating.
    assert _is(found["attainment_start"], [50.0 + 10 * one.rated[0] for one in stayed])
    assert _is(found["attainment_end"], [50.0 + 10 * one.rated[1] for one in stayed])
    for cohort, (adoption, _, _) in GROUPS.items():
        of_group = [float(one.sessions) for one in counted if one.cohort == cohort]
        assert _is(_of(made.adoption, adoption, "sessions"), of_group), cohort
    for unit in ("supervisor_0", "supervisor_1"):
        of_unit = [float(one.sessions) for one in counted if one.unit == unit]
        assert _is(_of(made.units, cast[unit], "sessions"), of_unit), unit
    assert {one.key.rpartition("/")[2] for one in made.stages} >= {"joint_planning", "closing"}
    with pytest.raises(Refusal) as refused:
        await make_report(place.engine, leader)
    assert refused.value.code == "too_few_finished"
    assert (await place.coaching("verify")).code == 0


def _is(measure: Measure, values: list[float]) -> bool:
    return (measure.people, measure.value) == (len(values), round(fmean(values), 2))


def _of(groups: tuple[Group, ...], name: str, key: str) -> Measure:
    [group] = [one for one in groups if one.name == name]
    [measure] = [one for one in group.measures if one.key == key]
    return measure


async def _coached(place: Place, cast: Cast, one: Went) -> None:
    """From launch to closing, or to leaving; on days of the quickened calendar."""
    own = replace(cast, ids={**cast.ids, "learner": cast[one.name], "supervisor": cast[one.unit]})
    _, begins, _ = GROUPS[one.cohort]
    await asyncio.sleep(begins * DAYS / RATE)
    told = await launched(place, own, cohort=one.cohort, expected_end="2028-12-01")
    if one.consents:
        await told.does("learner", "give_consent", consent="scores_in_reports", given=True)
    await stages.agree(told)
    goal = await told.does("learner", "set_goal", goal=SCALE, command_id=f"{told.id}/goal")
    await stages.plan(told)
    await _commits(told, one.enrolled[0])
    await _moves(told, one)
    await stages.show(told)
    for n in range(one.sessions):
        await _session(told, n)
        if n == 1:
            await told.does("learner", "rate_goal", goal=goal, rating=one.rated[0])
        if one.leaves and n + 1 == one.sessions:
            await _commits(told, one.enrolled[1])
            await told.does("learner", "withdraw_from_coaching")
            return
    await stages.observe(told)
    await _moves(told, one)
    await stages.reflect(told)
    await _moves(told, one)
    await stages.talk_over(told)
    await stages.agree_steps(told)
    await _commits(told, one.enrolled[1])
    await _moves(told, one)
    await told.does("learner", "rate_goal", goal=goal, rating=one.rated[1])
    await _enrolled(told, one)
    await stages.evaluate(told)
    await stages.prepare_handoffs(told)
    await stages.see_handoffs(told)
    await _moves(told, one)
    assert (await told.overview()).status == "following_up"


async def _session(told: Told, n: int) -> None:
    """Two weeks on, an hour is held."""
    session = await told.does("coach", "schedule_session", starts=told.place.engine.clock.now())
    await told.days_pass(14)
    await told.does("coach", "hold_session", session=session, done=f"Session {n + 1}")


async def _commits(told: Told, level: int) -> None:
    for person in ("learner", "coach"):
        await told.does(person, "declare_commitment", level=level, committed_to="Better plans")


async def _moves(told: Told, one: Went) -> None:
    """On to the next stage; where coaching stalled meanwhile, commitment is said again first."""
    for _ in range(_TRIES):
        await _enrolled(told, one)
        try:
            return await stages.advance(told)
        except RequirementUnmet as unmet:
            if unmet.missing != ("enrollment",):
                raise  # else it stalled between the two
    raise AssertionError("it stalls again and again")


async def _enrolled(told: Told, one: Went) -> None:
    if (await told.state()).checkpoint is not None:
        await _commits(told, one.enrolled[1])


async def _of_agency(place: Place, cast: Cast, act: Any, **fields: Any) -> None:
    head = {"command_id": str(uuid4()), "by": cast["leader"], "agency_id": cast.agency}
    command = act.model_validate({**head, "at": place.engine.clock.now(), **fields})
    await place.store.record_agency(cast.agency, command)
