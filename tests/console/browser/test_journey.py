"""People take an engagement through all seven stages in a real browser, however they work it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from tests.console.browser.acting import ANY, act
from tests.console.browser.hands import Hand, Keys, Pointer
from tests.console.browser.site import Desk, Screen
from tests.console.browser.watching import complaints_of
from tests.journeys.cast import Told, launched
from tests.journeys.stages import RUNGS, SKILLS

pytestmark = [pytest.mark.servers, pytest.mark.journey]

ROLES = ("coach", "learner", "supervisor")


class People:
    """Each at a screen of their own, all working the same way."""

    def __init__(self, desk: Desk, told: Told, hands: dict[str, Hand]) -> None:
        self._desk, self._told, self._hands = desk, told, hands

    async def do(self, role: str, kind: str, **fields: Any) -> None:
        """`role` does `kind` in the browser."""
        await act(self._hands[role], self._told.id, kind, **fields)
        assert complaints_of(self._hands[role].page) == []

    def id_of(self, role: str) -> str:
        """Whom forms offer to choose."""
        return self._desk.cast[role]

    async def stage(self) -> str:
        """Where the engagement is."""
        return (await self._told.state()).stage

    def day(self, days: int) -> Any:
        """A day from now."""
        return (self._told.place.engine.clock.now() + timedelta(days=days)).date()


@asynccontextmanager
async def _people(desk: Desk, screen: Screen, hand: Callable[..., Hand]) -> AsyncIterator[People]:
    told = await launched(desk.site.place, desk.cast)
    pages = {role: await desk.open(role, screen) for role in ROLES}
    try:
        yield People(desk, told, {role: hand(page) for role, page in pages.items()})
    finally:
        for page in pages.values():
            await page.context.close()


async def _initial_interest(people: People) -> None:
    do = people.do
    await do("coach", "look_at_readiness", note="Ready to begin")
    await do("coach", "state_expertise", statement="Ten years of case plans")
    await do(
        "coach",
        "propose_terms",
        disclosed="Only what is a safety risk to a child",
        concerns_go_to=people.id_of("coordinator"),
        expected_end=people.day(200),
    )
    for role in ("supervisor", "learner", "coach"):
        await do(role, "join_agreement", understood=True)
    await do(
        "coach",
        "explain_confidentiality",
        exceptions_explained=True,
        mandated_reporting_explained=True,
    )
    await do("learner", "understand_confidentiality")
    await do(
        "supervisor",
        "write_sustainability_plan",
        promised="Two plans a month together",
        supervisor_has_skill=True,
    )
    await do("supervisor", "sign_sustainability_plan")
    await do("coach", "advance_stage")


async def _joint_planning(people: People) -> None:
    do = people.do
    goal = {
        "=": "smart",
        "specific": "Write case plans in the family's own words",
        "measurable": "In four of five plans",
        "achievable": "Two plans a week are written anyway",
        "result_focused": "Families can follow their plan",
        "due": people.day(150),
    }
    await do("learner", "set_goal", goal=goal)
    await do(
        "coach",
        "agree_process",
        where="At the office",
        when="Tuesdays at ten",
        channel="in_person",
        demonstrations="Two plans together",
        observations="Work samples",
        every_days=14,
    )
    await do("supervisor", "inform_supervisor", took_part=True)
    await do("supervisor", "confirm_goals", fits_policy=True, time_granted=True)
    for role in ("coach", "learner"):
        await do(role, "declare_commitment", level=8, committed_to="Better plans")
    await do("coach", "advance_stage")


async def _practice(people: People) -> None:
    await people.do(
        "coach",
        "record_demonstration",
        shown_by="The coach",
        setting="At the desk",
        clients_present=False,
    )
    await people.do(
        "coach",
        "record_observation",
        setting="At the desk",
        medium="work_sample",
        clients_present=False,
        rubric="case_plan",
        ratings=SKILLS,
    )
    await people.do("coach", "advance_stage")


async def _reflection_and_conversation(people: People) -> None:
    do = people.do
    await do("learner", "write_reflection", answers={"what_happened": "I asked first"})
    await do("coach", "prepare_conversation", note="Begin with the words used")
    await do("coach", "advance_stage")
    await do("coach", "hold_conversation", summary="What worked")
    for rung in RUNGS:
        await do("coach", "give_feedback", rung=rung, said="Said kindly")
    await do(
        "coach",
        "agree_next_step",
        step="Write one more",
        owner=people.id_of("learner"),
        due=people.day(60),
    )
    await do("coach", "advance_stage")


async def _evaluation(people: People) -> None:
    do = people.do
    await do("learner", "rate_goal", goal=ANY, rating=6)
    for role in ("learner", "coach"):
        await do(role, "assess_relationship", relationship=8, communication=8)
    said = {"went_well": "Much", "was_hard": "Time", "barriers": "Few", "changes": "None"}
    await do("coach", "review_cycle", **said)
    await do("coach", "decide_next", decision="closing")


async def _closing(people: People, told: Told) -> None:
    do = people.do
    await do("coach", "meet_to_close")
    await do("learner", "tell_results", results="Plans are clearer", what_helps=["Peers"])
    await do("coach", "produce_handoff")
    await do("learner", "see_handoff")
    await told.came_to("handoff_delivered")
    await do("coach", "advance_stage")
    await do("supervisor", "acknowledge_handoff")


WAYS: dict[str, tuple[Screen, Callable[..., Hand]]] = {
    "by pointer": (Screen.DESK, Pointer),
    "by keyboard alone": (Screen.DESK, Keys),
    "on a screen of 360 pixels": (Screen.PHONE, lambda page: Pointer(page, touch=True)),
    "without JavaScript": (Screen.NO_SCRIPT, Pointer),
}


@pytest.mark.parametrize("way", WAYS)
async def test_an_engagement_goes_through_all_seven_stages(desk: Desk, way: str) -> None:
    screen, hand = WAYS[way]
    async with _people(desk, screen, hand) as people:
        told = people._told
        await _initial_interest(people)
        assert await people.stage() == "joint_planning"
        await _joint_planning(people)
        assert await people.stage() == "practice"
        await _practice(people)
        await _reflection_and_conversation(people)
        assert await people.stage() == "evaluation"
        await _evaluation(people)
        await _closing(people, told)
        state = await told.state()
        assert state.status == "following_up"
