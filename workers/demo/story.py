"""One engagement of the county example, act by act, through all seven stages and two cycles."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

from domain.engagement.views.overview import Overview
from workers.demo import texts
from workers.demo.pace import Pace
from workers.demo.patience import onward


class Do(Protocol):
    """Have one act recorded; its entry's id comes back."""

    def __call__(self, by: str, kind: str, **fields: Any) -> Awaitable[str]:
        """`by` does `kind`."""


Ready = Callable[[str], Awaitable[None]]
"""Wait until the engine has done its part: `handoff_delivered`."""

RUBRIC = {"family_words": 2, "concrete_steps": 2, "tailored": 3, "measurable": 2}


class Story:
    """`n` varies the people: how committed they are, what they write, how fast they go.

    Joint planning begins on day `plans_on`: supervisors first, then their staff.
    """

    def __init__(self, row: Overview, n: int, plans_on: float, pace: Pace, do: Do) -> None:
        self._row, self._n, self._pace, self._do = row, n, pace, do
        self._day = (n % 5) * 0.8
        self._plans_on = plans_on + self._day
        self._learner, self._coach = row.learners[0], row.coach or ""
        self._supervisor = row.supervisor

    async def _after(self, days: float) -> None:
        # From today where the machine is slow, as people count from when the last thing was done.
        self._day = max(self._day, self._pace.day()) + days
        await self._pace.until(self._day)

    async def _onward(self, by: str, kind: str, **fields: Any) -> None:
        await onward(self._do, (self._coach, self._learner), by, kind, **fields)

    async def initial_interest(self) -> None:
        """Readiness, agreement, confidentiality, the coach's papers, the sustainability plan."""
        do = self._do
        await self._after(1)
        await do(self._coach, "look_at_readiness", note=texts.READINESS)
        await do(self._coach, "state_expertise", statement=texts.EXPERTISE)
        await do(
            self._coach,
            "propose_terms",
            disclosed=texts.DISCLOSED,
            concerns_go_to=self._row.coordinator,
            expected_end=self._row.expected_end,
        )
        for person in (self._supervisor, self._learner, self._coach):
            await do(person, "join_agreement", version=1, understood=True)
        await do(
            self._coach,
            "explain_confidentiality",
            exceptions_explained=True,
            mandated_reporting_explained=True,
        )
        await do(self._learner, "understand_confidentiality")
        await do(self._coach, "explain_mandate", **texts.MANDATE)
        for person in (self._coach, self._learner):
            await do(person, "declare_commitment", level=7, committed_to="Giving it a try")
        await do(
            self._row.coordinator,
            "note_coach_contract",
            contract="On file since March",
            memorandum="On file since March",
            non_disclosure_agreement="On file since March",
        )
        # Some supervisors sign only once they were reminded.
        await self._after(2 if self._n % 4 else 7)
        promised = texts.PROMISES[self._n % 3]
        await do(
            self._supervisor,
            "write_sustainability_plan",
            promised=promised,
            supervisor_has_skill=self._n < 0,
            supported_by="The supervisor, who is coached in the same skill first",
        )
        await do(self._supervisor, "sign_sustainability_plan", version=1)
        await self._after(max(0.0, self._plans_on - self._pace.day()))
        await self._onward(self._coach, "advance_stage")

    async def joint_planning(self) -> str:
        """A goal, the process, the supervisor's word, and commitment; the goal's id."""
        do = self._do
        await self._after(2)
        goal = await do(
            self._learner,
            "set_goal",
            goal={
                "scale": "smart",
                "specific": texts.GOALS[self._n % 3],
                "measurable": "In four of five plans, counted at each session",
                "achievable": "Two plans a week are written anyway",
                "result_focused": "Families can follow their plan",
                "due": (self._pace.at(self._pace.day()) + timedelta(days=120)).date(),
            },
        )
        await do(
            self._coach,
            "agree_process",
            where="At the unit's office",
            when="Every other Thursday at nine",
            channel="in_person",
            every_days=14,
            demonstrations="Plans written together",
            observations="Plans as work samples",
            quiet_days=28,
        )
        await do(self._supervisor, "inform_supervisor", took_part=self._n % 2 == 0)
        await do(self._supervisor, "confirm_goals", version=1, fits_policy=True, time_granted=True)
        await do(self._coach, "declare_commitment", level=9, committed_to="Being there")
        await self._commit()
        await self._onward(self._coach, "advance_stage")
        return goal

    async def _commit(self) -> None:
        """A mandate is no commitment: some say so first, and are listened to."""
        if self._n % 6 == 4:
            barriers = [{"what": "No time for it beside the caseload"}]
            said = await self._do(
                self._learner,
                "declare_commitment",
                level=3,
                committed_to="Coming to the sessions",
                barriers=barriers,
            )
            await self._after(3)
            answer = "The supervisor moved two cases"
            await self._do(self._learner, "answer_barrier", barrier=f"{said}/1", answer=answer)
        await self._do(
            self._learner,
            "declare_commitment",
            level=6 + self._n % 4,
            committed_to="Two plans in the new form",
            barriers=[{"what": "Little time", "answer": "Thursdays are kept free"}],
        )

    async def cycle(self, number: int, goal: str, decision: str) -> None:
        """Practice, reflection, conversation and evaluation."""
        do = self._do
        self._day = max(self._day, self._pace.day())
        starts = self._pace.at(self._day + 7)
        session = await do(self._coach, "schedule_session", starts=starts, minutes=90)
        await self._after(7.1)
        await do(self._coach, "hold_session", session=session, done="Plans old and new")
        if number == 1:
            # After the first session a mandated learner is asked again.
            await do(self._coach, "declare_commitment", level=9, committed_to="Going on")
            await do(self._learner, "declare_commitment", level=8, committed_to="Going on")
        await do(
            self._coach,
            "record_demonstration",
            shown_by="The coach",
            setting="A plan written before everyone",
            clients_present=False,
        )
        await self._after(5)
        await do(
            self._coach,
            "record_observation",
            setting="A plan the learner wrote",
            medium="work_sample",
            clients_present=False,
            rubric="case_plan",
            ratings={skill: min(4, n + number - 1) for skill, n in RUBRIC.items()},
        )
        await self._onward(self._coach, "advance_stage")
        await self._after(1.5)
        await do(
            self._learner,
            "write_reflection",
            answers={
                "what_happened": texts.REFLECTIONS[self._n % 3],
                "next_time": "Ask before I write",
            },
        )
        await do(self._coach, "prepare_conversation", note="Begin with the words used")
        await self._onward(self._coach, "advance_stage")
        await self._after(1)
        await self._conversation(number)
        await self._after(6)
        await self._evaluation(goal, decision)

    async def _conversation(self, number: int) -> None:
        do = self._do
        await do(self._coach, "hold_conversation", summary="What worked, and what comes next")
        for rung, said in texts.FEEDBACK.items():
            nothing = rung == "concerns" and number > 1
            await do(self._coach, "give_feedback", rung=rung, said=None if nothing else said)
        due = (self._pace.at(self._pace.day()) + timedelta(days=10 if number == 1 else 60)).date()
        step = await do(
            self._coach,
            "agree_next_step",
            step=texts.STEPS[(self._n + number) % 3],
            owner=self._learner,
            due=due,
        )
        if number == 1:
            await do(self._learner, "complete_next_step", step=step)
        await self._onward(self._coach, "advance_stage")

    async def _evaluation(self, goal: str, decision: str) -> None:
        do = self._do
        await do(self._learner, "rate_goal", goal=goal, rating=5 + self._n % 4)
        for person in (self._learner, self._coach):
            await do(person, "assess_relationship", relationship=8, communication=7)
        await do(
            self._coach,
            "review_cycle",
            went_well="The family's words",
            was_hard="Finding the time",
            barriers="Calls during writing time",
            changes="Meet on Thursdays",
        )
        await self._onward(self._learner, "decide_next", decision=decision)

    async def second_enrollment(self) -> None:
        """Each new cycle asks for commitment anew."""
        await self._after(1)
        await self._do(self._coach, "declare_commitment", level=9, committed_to="One more round")
        await self._commit()

    async def closing(self, ready: Ready) -> None:
        """The meeting, the handoff seen by the learner first, its delivery, its receipt."""
        do = self._do
        await self._after(3)
        await do(self._coach, "meet_to_close", development_plan_wanted=self._n % 3 == 0)
        await do(
            self._learner,
            "tell_results",
            results=texts.RESULTS[self._n % 3],
            what_helps=texts.HELPS,
        )
        await do(self._coach, "produce_handoff")
        await do(self._learner, "see_handoff", version=1)
        await ready("handoff_delivered")
        await self._onward(self._coach, "advance_stage")
        # Some acknowledge late, and are reminded.
        await self._after(1 if self._n % 4 else 6)
        await do(self._supervisor, "acknowledge_handoff", version=1)

    async def tell(self, ready: Ready) -> None:
        """The whole engagement."""
        await self.initial_interest()
        goal = await self.joint_planning()
        await self.cycle(1, goal, "another_cycle")
        await self.second_enrollment()
        await self.cycle(2, goal, "closing")
        await self.closing(ready)
