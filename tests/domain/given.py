"""Given/when/then for engagements: a story is told by acts; each act is decided and folded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.agency.agency import TOPICS, Agency, AgencySettings, AgreementSigned
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.commands import COMMANDS, AnyCommand
from domain.engagement.decide import decide
from domain.engagement.duties.duty import ENGINE, Duty
from domain.engagement.duties.engine_acts import command_for
from domain.engagement.duties.owed import duties
from domain.engagement.events import AnyEvent
from domain.engagement.evolve import evolve
from domain.engagement.gates.gate import missing
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement
from domain.engagement.topics.goals import goals_version
from domain.engagement.views.seen_by import SeenLine, seen_by

LEARNER, COACH, SUPERVISOR, COORDINATOR = "learner-1", "coach-1", "supervisor-1", "coordinator-1"
OTHER_COACH, OTHER_SUPERVISOR, LEADER, PEER = "coach-2", "supervisor-2", "leader-1", "learner-2"
OTHER_COORDINATOR = "coordinator-2"
GROUP = tuple(f"learner-{n}" for n in range(1, 7))
START = datetime(2027, 3, 1, 17, tzinfo=UTC)

AGENCY = Agency(
    agency_id="agency-1",
    settings=AgencySettings(
        name="Almond County",
        time_zone="America/Los_Angeles",
        leaders=(LEADER,),
        coordinators=(COORDINATOR, OTHER_COORDINATOR),
    ),
    agreement=AgreementSigned(
        version=1,
        topics=dict.fromkeys(TOPICS, "as agreed"),
        signed_by=LEADER,
        ratings_to_supervisor=True,
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
TERMS = {
    "disclosed": "Only what is a safety risk to a child",
    "concerns_go_to": COORDINATOR,
    "expected_end": "2027-09-01",
}
RUNGS = ("clarify", "value", "concerns", "suggest", "thank")


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
    def stage(self) -> str:
        return self.engagement.stage

    @property
    def learners(self) -> tuple[str, ...]:
        return self.engagement.active_learners

    @property
    def coaches(self) -> tuple[str, ...]:
        return people_in(self.engagement, Role.COACH)

    def does(self, by: str, kind: str, **fields: Any) -> str:
        """`by` does `kind`; the id of the act (an entry's name) comes back."""
        self._n += 1
        self.now += timedelta(minutes=1)
        command_id = fields.pop("command_id", f"c{self._n}")
        head = {"command_id": command_id, "by": by, "at": self.now, "kind": kind}
        self._record(COMMANDS.validate_python({**head, **fields}))
        return str(command_id)

    def refusal(self, by: str, kind: str, **fields: Any) -> Refusal:
        """Then it is refused, and nothing is recorded."""
        before = (list(self.events), self.state)
        with pytest.raises(Refusal) as caught:
            self.does(by, kind, **fields)
        assert (self.events, self.state) == before, "a refusal records nothing"
        return caught.value

    def refuses(self, by: str, kind: str, **fields: Any) -> str:
        """The same, and its code."""
        return self.refusal(by, kind, **fields).code

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
            self.now = max(self.now, duty.due)
            self._n += 1
            command = command_for(self.engagement, duty, self.now, f"engine-{self._n}")
            assert command is not None
            self._record(command)
        self.now = end

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]

    def sees(self, person: str) -> tuple[SeenLine, ...]:
        """The engagement's history as a person may see it."""
        return seen_by(self.engagement, self.events, person)

    def knows(self, person: str, kind: str) -> list[dict[str, Any]]:
        """What a person may read of each event of a kind they may know of."""
        return [line.fields for line in self.sees(person) if line.kind == kind]

    def version(self, what: str) -> int:
        """The version of a text that people approve: `terms`, `plan`, `handoff/learner-1`."""
        return self.engagement.versions[what]

    def _record(self, command: AnyCommand) -> None:
        for event in decide("engagement-1", self.state, command, self.agency):
            self.events.append(event)
            self.state = evolve(self.state, event)


def launched(agency: Agency = AGENCY, **fields: Any) -> Story:
    story = Story(agency)
    given: dict[str, Any] = {
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


def signs(story: Story, *people: str) -> None:
    for person in people:
        story.does(person, "join_agreement", version=story.version("terms"), understood=True)


def agrees_on_terms(story: Story, **terms: Any) -> None:
    """New terms, signed by everyone."""
    story.does(story.coaches[0], "propose_terms", **{**TERMS, **terms})
    signs(story, *dict.fromkeys((SUPERVISOR, *story.learners, *story.coaches)))


def explains_confidentiality(story: Story) -> None:
    told = {"exceptions_explained": True, "mandated_reporting_explained": True}
    story.does(story.coaches[0], "explain_confidentiality", **told)
    for learner in story.learners:
        story.does(learner, "understand_confidentiality")


def promises(story: Story, promised: str = "Look at two plans a month together") -> None:
    """The supervisor's plan, signed."""
    plan = {"promised": promised, "supervisor_has_skill": True}
    story.does(SUPERVISOR, "write_sustainability_plan", **plan)
    story.does(SUPERVISOR, "sign_sustainability_plan", version=story.version("plan"))


def sets_up(story: Story) -> None:
    """All that initial interest asks of an engagement that is neither mandated nor special."""
    coach = story.coaches[0]
    peers = len(story.coaches) > 1
    for learner in story.learners:
        by = next(c for c in story.coaches if c != learner)
        story.does(by, "look_at_readiness", note="Ready to begin", about=[learner])
    if not peers:
        story.does(coach, "state_expertise", statement="Ten years of case plans")
    agrees_on_terms(story)
    explains_confidentiality(story)
    if len(story.learners) > 1 and not peers:
        story.does(coach, "write_ground_rules", rules="What is said here stays here")
        for learner in story.learners:
            version = story.version("ground_rules")
            story.does(learner, "accept_ground_rules", version=version)
    promises(story)


def agreed(**fields: Any) -> Story:
    """All that initial interest asks for."""
    story = launched(**fields)
    sets_up(story)
    return story


def advances(story: Story) -> None:
    story.does(story.coaches[0], "advance_stage")


def in_planning(**fields: Any) -> Story:
    story = agreed(**fields)
    advances(story)
    return story


def enrolls(story: Story, level: int = 8) -> None:
    for person in dict.fromkeys((*story.learners, *story.coaches)):
        story.does(person, "declare_commitment", level=level, committed_to="Better plans")


def goal_of(learner: str) -> str:
    """The id of a learner's goal in these stories."""
    return "goal-1" if learner == LEARNER else f"goal-of-{learner}"


def plans(story: Story) -> None:
    """All that joint planning asks for but commitment."""
    for learner in story.learners:
        story.does(learner, "set_goal", goal=SMART, command_id=goal_of(learner))
    story.does(
        story.coaches[0],
        "agree_process",
        where="At the office",
        when="Tuesdays at ten",
        channel="in_person",
        every_days=14,
        demonstrations="Two plans written together",
        observations="Work samples",
    )
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    confirms_goals(story)


def confirms_goals(story: Story, by: str = SUPERVISOR) -> None:
    version = goals_version(story.engagement)
    story.does(by, "confirm_goals", version=version, fits_policy=True, time_granted=True)


def planned(**fields: Any) -> Story:
    """All that joint planning asks for."""
    story = in_planning(**fields)
    plans(story)
    enrolls(story)
    return story


def in_practice(**fields: Any) -> Story:
    story = planned(**fields)
    advances(story)
    return story


def _coach_of(story: Story, learner: str) -> str:
    return next(coach for coach in story.coaches if coach != learner)


def is_shown(story: Story) -> None:
    """Every learner watched the skill."""
    for learner in story.learners:
        story.does(
            _coach_of(story, learner),
            "record_demonstration",
            about=[learner],
            shown_by="The coach",
            setting="At the desk",
            clients_present=False,
        )


def observes(story: Story, learner: str = LEARNER) -> str:
    return story.does(
        _coach_of(story, learner),
        "record_observation",
        about=[learner],
        setting="At the desk",
        medium="work_sample",
        clients_present=False,
        rubric="case_plan",
        ratings={"family_words": 3, "tailored": 2},
    )


def reflects(story: Story, learner: str = LEARNER) -> str:
    return story.does(learner, "write_reflection", answers={"what_happened": "I asked first"})


def practices(story: Story) -> None:
    """Practice and reflection, up to the conversation."""
    is_shown(story)
    for learner in story.learners:
        observes(story, learner)
    advances(story)
    for learner in story.learners:
        reflects(story, learner)
    for coach in story.coaches:
        story.does(coach, "prepare_conversation", note="Begin with the words used")
    advances(story)


def in_feedback(**fields: Any) -> Story:
    story = in_practice(**fields)
    practices(story)
    return story


def talks_over(story: Story, learner: str = LEARNER) -> str:
    """The conversation and all five rungs."""
    coach = _coach_of(story, learner)
    talk = story.does(coach, "hold_conversation", about=[learner], summary="What worked")
    for rung in RUNGS if len(story.coaches) == 1 else ():
        story.does(coach, "give_feedback", about=[learner], rung=rung, said="Said kindly")
    return talk


def talks(story: Story) -> None:
    """Conversations, feedback (or shared reflections), one next step; on to the evaluation."""
    for learner in story.learners:
        talks_over(story, learner)
    if len(story.coaches) > 1:
        for learner in story.learners:
            story.does(learner, "share_reflection", shared="I saw myself in it")
    due = story.now.date() + timedelta(days=30)
    for learner in story.learners:
        by = _coach_of(story, learner)
        story.does(by, "agree_next_step", step="Write one more", owner=learner, due=due)
    advances(story)


def evaluates(story: Story) -> None:
    for learner in story.learners:
        story.does(learner, "rate_goal", goal=goal_of(learner), rating=6)
    for person in dict.fromkeys((*story.learners, *story.coaches)):
        story.does(person, "assess_relationship", relationship=8, communication=8)
    coach = story.coaches[0]
    said = {"went_well": "Much", "was_hard": "Time", "barriers": "Few", "changes": "None"}
    story.does(coach, "review_cycle", **said)


def evaluated(**fields: Any) -> Story:
    story = in_feedback(**fields)
    talks(story)
    evaluates(story)
    return story


def in_closing(**fields: Any) -> Story:
    story = evaluated(**fields)
    story.does(story.coaches[0], "decide_next", decision="closing")
    return story


def sees_handoff(story: Story, learner: str = LEARNER) -> None:
    story.does(learner, "see_handoff", version=story.version(f"handoff/{learner}"))


def hands_over(story: Story) -> None:
    """All that closing asks for."""
    story.does(story.coaches[0], "meet_to_close")
    for learner in story.learners:
        told = {"results": "Plans are clearer", "what_helps": ["Peers"]}
        story.does(learner, "tell_results", **told)
    story.does(story.coaches[0], "produce_handoff")
    for learner in story.learners:
        sees_handoff(story, learner)
    story.later(0.1)


def closed(**fields: Any) -> Story:
    story = in_closing(**fields)
    hands_over(story)
    advances(story)
    return story


def acknowledges(story: Story, learner: str = LEARNER, by: str = SUPERVISOR) -> None:
    story.does(by, "acknowledge_handoff", version=story.version(f"handoff/{learner}"))


def peers(beginning: Any = in_practice, **fields: Any) -> Story:
    """Two peers who coach each other, at the beginning given."""
    told: Story = beginning(learners=[LEARNER, PEER], coach=None, relation="peer", **fields)
    return told


def group(beginning: Any = in_practice, size: int = 6, **fields: Any) -> Story:
    """A group with one coach, at the beginning given."""
    told: Story = beginning(learners=list(GROUP[:size]), form="group", **fields)
    return told
