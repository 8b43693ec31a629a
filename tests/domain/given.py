"""Given/when/then for engagements: a story is told by acts; each act is decided and folded."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.agency.agency import TOPICS, Agency, AgencySettings, AgreementSigned
from domain.engagement.commands import COMMANDS
from domain.engagement.decide import decide
from domain.engagement.duties.duty import ENGINE, Duty, How
from domain.engagement.duties.engine_acts import command_for
from domain.engagement.duties.owed import duties
from domain.engagement.events import AnyEvent
from domain.engagement.evolve import evolve
from domain.engagement.gates.gate import missing
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement

LEARNER, COACH, SUPERVISOR, COORDINATOR = "learner-1", "coach-1", "supervisor-1", "coordinator-1"
OTHER_COACH, PEER = "coach-2", "learner-2"
START = datetime(2027, 3, 1, 17, tzinfo=UTC)

AGENCY = Agency(
    agency_id="agency-1",
    settings=AgencySettings(
        name="Almond County", time_zone="America/Los_Angeles", leaders=("leader-1",)
    ),
    agreement=AgreementSigned(
        version=1, topics=dict.fromkeys(TOPICS, "as agreed"), signed_by="leader-1"
    ),
)

SMART = {
    "scale": "smart",
    "specific": "Write case plans in the family's own words",
    "measurable": "In four of five plans",
    "achievable": "Two plans a week are written anyway",
    "result_focused": "Families can follow their plan",
    "due": "2027-08-01",
}
GARS = {
    "scale": "gars",
    "behavior": "Ask the family for its own words",
    "unit": "plans of ten",
    "baseline": 0,
    "levels": [
        {"description": f"In at least {n} of ten plans", "amount": n} for n in (1, 3, 5, 7, 9)
    ],
    "due": "2027-08-01",
    "confirmed": ["one_behavior", "all_possibilities", "terms_explained", "middle_realistic"],
}


class Story:
    """An engagement as it is told: `does` acts, `later` lets days pass with the engine at work."""

    def __init__(self, agency: Agency = AGENCY) -> None:
        self.agency = agency
        self.now = START
        self.state: Engagement | None = None
        self.events: list[AnyEvent] = []
        self._n = 0

    @property
    def engagement(self) -> Engagement:
        assert self.state is not None
        return self.state

    @property
    def stage(self) -> Stage:
        return self.engagement.stage

    def does(self, by: str, kind: str, **fields: Any) -> str:
        """`by` does `kind`; the id of the act (an entry's name) comes back."""
        self._n += 1
        self.now += timedelta(minutes=1)
        command_id = fields.pop("command_id", f"c{self._n}")
        head = {"command_id": command_id, "by": by, "at": self.now, "kind": kind}
        command = COMMANDS.validate_python({**head, **fields})
        for event in decide("engagement-1", self.state, command, self.agency):
            self.events.append(event)
            self.state = evolve(self.state, event)
        return str(command_id)

    def missing(self) -> tuple[str, ...]:
        return missing(self.engagement, self.agency)

    def duties(self) -> tuple[Duty, ...]:
        return duties(self.engagement, self.agency)

    def owed_to(self, person: str, *, by: datetime | None = None) -> set[str]:
        """Names of what a person has been reminded of by now."""
        until = by or self.now
        return {
            d.what.partition("/")[0]
            for d in self.duties()
            if d.recipient == person and d.due <= until
        }

    def later(self, days: float) -> None:
        """Let time pass, with the engine doing what falls due."""
        end = self.now + timedelta(days=days)
        while True:
            due = [d for d in self.duties() if d.recipient == ENGINE and d.due <= end]
            if not due:
                break
            duty = min(due, key=lambda d: d.due)
            assert duty.how in (How.ACT, How.DELIVER)
            self.now = max(self.now, duty.due)
            self._n += 1
            command = command_for(self.engagement, duty, self.now, f"engine-{self._n}")
            assert command is not None
            for event in decide("engagement-1", self.state, command, self.agency):
                self.events.append(event)
                self.state = evolve(self.state, event)
        self.now = end

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]


def launched(**fields: Any) -> Story:
    story = Story()
    given: Mapping[str, Any] = {
        "learners": [LEARNER],
        "supervisor": SUPERVISOR,
        "coordinator": COORDINATOR,
        "coach": COACH,
        "origin": "learner_need",
        "skill": "Case plan development",
        "purpose": "Plans that families can follow",
        "expected_end": date(2027, 9, 1),
        **fields,
    }
    story.does(COORDINATOR, "launch_engagement", **given)
    return story


def joins(story: Story, person: str) -> None:
    story.does(
        person,
        "join_agreement",
        agreement_version=1,
        understood=True,
        disclosed="Only what is a safety risk to a child",
        concerns_go_to="The program coordinator",
        expected_end="2027-09-01",
    )


def agreed(**fields: Any) -> Story:
    """All that initial interest asks for."""
    story = launched(**fields)
    story.does(COACH, "look_at_readiness", note="Ready to begin")
    for person in (SUPERVISOR, LEARNER, COACH):
        joins(story, person)
    for person in (COACH, LEARNER):
        story.does(
            person,
            "explain_confidentiality",
            exceptions_explained=True,
            mandated_reporting_explained=True,
        )
    story.does(
        SUPERVISOR,
        "write_sustainability_plan",
        promised="Look at two plans a month together",
        supervisor_has_skill=True,
    )
    story.does(SUPERVISOR, "sign_sustainability_plan")
    return story


def in_planning(**fields: Any) -> Story:
    story = agreed(**fields)
    story.does(COACH, "advance_stage")
    return story


def enrolls(story: Story, level: int = 8) -> None:
    for person in (LEARNER, COACH):
        story.does(person, "declare_commitment", level=level, committed_to="Better plans")


def plans(story: Story, coach: str) -> None:
    """All that joint planning asks for but commitment."""
    story.does(LEARNER, "set_goal", goal=SMART, command_id="goal-1")
    story.does(
        coach,
        "agree_process",
        where="At the office",
        channel="in_person",
        every_days=14,
        demonstrations="Two plans written together",
        observations="Work samples",
    )
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    story.does(SUPERVISOR, "confirm_goals", fits_policy=True, time_granted=True)


def planned(**fields: Any) -> Story:
    """All that joint planning asks for."""
    story = in_planning(**fields)
    plans(story, COACH)
    enrolls(story)
    return story


def in_practice(**fields: Any) -> Story:
    story = planned(**fields)
    story.does(COACH, "advance_stage")
    return story


def practices(story: Story) -> None:
    """Practice and reflection, up to the conversation."""
    story.does(
        COACH,
        "record_demonstration",
        shown_by="The coach",
        setting="At the desk",
        clients_present=False,
    )
    story.does(
        COACH,
        "record_observation",
        setting="At the desk",
        medium="work_sample",
        clients_present=False,
        rubric="case_plan",
        ratings={"family_words": 3, "tailored": 2},
    )
    story.does(COACH, "advance_stage")
    story.does(LEARNER, "write_reflection", answers={"what_happened": "I asked first"})
    story.does(COACH, "prepare_conversation", note="Begin with the words used")
    story.does(COACH, "advance_stage")


def in_feedback(**fields: Any) -> Story:
    story = in_practice(**fields)
    practices(story)
    return story


def talks(story: Story) -> None:
    """The conversation, all five rungs, one next step; on to the evaluation."""
    story.does(COACH, "hold_conversation", summary="What worked and what next")
    for rung in ("clarify", "value", "concerns", "suggest", "thank"):
        story.does(COACH, "give_feedback", rung=rung, said="Said kindly")
    due = story.now.date() + timedelta(days=30)
    story.does(COACH, "agree_next_step", step="Write one more", owner=LEARNER, due=due)
    story.does(COACH, "advance_stage")


def evaluates(story: Story) -> None:
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=6)
    for person in (LEARNER, COACH):
        story.does(person, "assess_relationship", relationship=8, communication=8)
    story.does(
        COACH, "review_cycle", went_well="Much", was_hard="Time", barriers="Few", changes="None"
    )


def evaluated(**fields: Any) -> Story:
    story = in_feedback(**fields)
    talks(story)
    evaluates(story)
    return story


def in_closing() -> Story:
    story = evaluated()
    story.does(LEARNER, "decide_next", decision="closing")
    return story


def closed() -> Story:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results", results="Plans are clearer", what_helps=["Peers"])
    story.does(COACH, "produce_handoff")
    story.does(LEARNER, "see_handoff")
    story.later(0.1)
    story.does(COACH, "advance_stage")
    return story


def peers_in_practice() -> Story:
    """Two peers who coach each other, at practice."""
    story = launched(learners=[LEARNER, PEER], coach=LEARNER, relation="peer")
    story.does(PEER, "look_at_readiness", note="Ready")
    told = {"exceptions_explained": True, "mandated_reporting_explained": True}
    for person in (SUPERVISOR, LEARNER, PEER):
        joins(story, person)
    for person in (LEARNER, PEER, LEARNER):
        story.does(person, "explain_confidentiality", **told)
    plan = {"promised": "Time for each other", "supervisor_has_skill": True}
    story.does(SUPERVISOR, "write_sustainability_plan", **plan)
    story.does(SUPERVISOR, "sign_sustainability_plan")
    story.does(LEARNER, "advance_stage")
    plans(story, PEER)
    for person in (LEARNER, PEER):
        story.does(person, "declare_commitment", level=8, committed_to="Each other")
    story.does(LEARNER, "advance_stage")
    return story
