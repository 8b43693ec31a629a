"""People take an engagement through all seven stages in a real browser, however they work it.

Each comes by a link that is good once; the coordinator launches by the form; everybody goes on by
the links they see, from what needs them now and from the engagement's page, to the pages made for
an act.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from console.rendering.words import say
from domain.base.roles import Origin
from services.acts.act_words import choice_label, label_of, title_of_kind
from services.signing.sign_in import make_link
from tests.console.browser.acting import act, act_here, recorded
from tests.console.browser.hands import Hand, Keys, Pointer
from tests.console.browser.inspecting import frame
from tests.console.browser.site import Desk, Screen
from tests.console.browser.watching import complaints_of, watched
from tests.journeys.cast import Told
from tests.journeys.stages import RUNGS, SKILLS

pytestmark = [pytest.mark.servers, pytest.mark.journey]

SKILL = "Case plans"

ROLES = ("coordinator", "coach", "learner", "supervisor")


class People:
    """Each at a screen of their own, all working the same way."""

    def __init__(self, desk: Desk, hands: dict[str, Hand]) -> None:
        self._desk, self._hands = desk, hands
        self.told = Told(desk.site.place, desk.cast, "")

    async def come(self, role: str) -> None:
        """By a link that is good once."""
        hand, person = self._hands[role], await self._desk.site.person(self.id_of(role))
        link = await make_link(self._desk.site.place.store, [person], provider=False)
        await hand.page.goto(f"/sign-in/link/{link}")
        await hand.press(say("sign_in.as", name=person.name))

    async def launch(self) -> None:
        """The coordinator launches by the form of one person, from the board."""
        hand, cast = self._hands["coordinator"], self._desk.cast
        await hand.page.goto("/board")
        await hand.follow(say("board.launch_one"))
        for role in ("learner", "coach", "supervisor"):
            await hand.fill(say(f"launch.{role}_email"), cast.email(role), say(f"role.{role}"))
        await hand.fill(say("launch.skill"), SKILL, say("launch.what"))
        await hand.fill(say("launch.purpose"), "Plans families can follow", say("launch.what"))
        await hand.fill(say("launch.end"), "40 weeks", say("launch.what"))
        origin = choice_label("origin", Origin.LEARNER_NEED.value)
        await hand.choose(say("launch.origin"), str(origin))
        await hand.press(say("launch.title"))
        await recorded(hand, "launch_engagement")
        self.told.id = hand.page.url.split("/engagements/")[1].partition("?")[0]

    async def do(self, role: str, kind: str, *, by: str = "", **fields: Any) -> None:
        """`role` does `kind` in the browser; `by` is the page between, by the key of its title."""
        await self.go(role, by)
        await act(self._hands[role], kind, **fields)
        await self._well(role)

    async def go(self, role: str, by: str = "") -> None:
        """To the engagement's page as it is now, and on to the page named."""
        hand = self._hands[role]
        if f"/engagements/{self.told.id}" not in hand.page.url:
            await hand.page.goto("/")
            learner = await self._desk.site.person(self.id_of("learner"))
            await hand.follow(learner.name)
        elif hand.page.url.partition("?")[0].endswith(self.told.id):
            await hand.page.reload()
        else:
            await hand.follow(say("form.back"))
        if by:
            await hand.follow(say(by))

    async def talk(self) -> None:
        """The coach's guided conversation: the talk first, then rung by rung."""
        hand = self._hands["coach"]
        await self.go("coach", "conversation.title")
        await hand.fill(label_of("hold_conversation", "summary"), "What worked")
        await hand.press(title_of_kind("hold_conversation"))
        await recorded(hand, "hold_conversation")
        for rung in RUNGS:
            saying = f"{say('conversation.said')} {say('conversation.said_none')}"
            await hand.fill(saying, "Said kindly")
            await hand.press(say("conversation.give", rung=say(f"rung.{rung}")))
            await recorded(hand, "give_feedback")
        await self._well("coach")

    async def from_home(self, role: str, kind: str, **fields: Any) -> None:
        """From the line that says what needs this person now."""
        hand = self._hands[role]
        await hand.page.goto("/")
        learner = await self._desk.site.person(self.id_of("learner"))
        whose = say("home.own_coaching") if role == "learner" else learner.name
        await hand.follow(f"{title_of_kind(kind)} – {whose}, {SKILL}")
        await act_here(hand, kind, **fields)
        await self._well(role)

    async def _well(self, role: str) -> None:
        page = self._hands[role].page
        assert complaints_of(page) == []
        assert await frame(page) == [], page.url

    def id_of(self, role: str) -> str:
        """Whom forms offer to choose."""
        return self._desk.cast[role]

    async def stage(self) -> str:
        """Where the engagement is."""
        return (await self.told.state()).stage

    def day(self, days: int) -> Any:
        """A day from now."""
        return (self._desk.site.place.engine.clock.now() + timedelta(days=days)).date()


@asynccontextmanager
async def _people(desk: Desk, screen: Screen, hand: Callable[..., Hand]) -> AsyncIterator[People]:
    pages = {role: watched(await (await desk.site.visit(screen)).new_page()) for role in ROLES}
    try:
        yield People(desk, {role: hand(page) for role, page in pages.items()})
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
    await people.from_home("learner", "understand_confidentiality")
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
    await do("learner", "set_goal", by="goals.title", goal=goal)
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
    await people.talk()
    await do(
        "coach",
        "agree_next_step",
        by="conversation.title",
        step="Write one more",
        owner=people.id_of("learner"),
        due=people.day(60),
    )
    await do("coach", "advance_stage")


async def _evaluation(people: People) -> None:
    do = people.do
    await do("learner", "rate_goal", by="goals.title", rating=6)
    for role in ("learner", "coach"):
        await do(role, "assess_relationship", relationship=8, communication=8)
    said = {"went_well": "Much", "was_hard": "Time", "barriers": "Few", "changes": "None"}
    await do("coach", "review_cycle", **said)
    await do("coach", "decide_next", decision="closing")


async def _closing(people: People) -> None:
    do = people.do
    await do("coach", "meet_to_close", by="closing.title")
    await do("learner", "tell_results", results="Plans are clearer", what_helps=["Peers"])
    await do("coach", "produce_handoff", by="closing.title")
    await do("learner", "see_handoff")
    await people.told.came_to("handoff_delivered")
    await do("coach", "advance_stage")
    await people.from_home("supervisor", "acknowledge_handoff")


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
        for role in ROLES:
            await people.come(role)
        await people.launch()
        await _initial_interest(people)
        assert await people.stage() == "joint_planning"
        await _joint_planning(people)
        assert await people.stage() == "practice"
        await _practice(people)
        await _reflection_and_conversation(people)
        assert await people.stage() == "evaluation"
        await _evaluation(people)
        await _closing(people)
        state = await people.told.state()
        assert state.status == "following_up"
