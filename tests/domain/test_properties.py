"""What holds whatever people do: random acts of random people, well formed but rarely fitting."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.base.refusals import Refusal
from domain.engagement.commands import COMMANDS
from domain.engagement.evolve import fold
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.state import Engagement
from domain.engagement.views.overview import overview, todos
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GARS,
    LEARNER,
    OTHER_COACH,
    SMART,
    SUPERVISOR,
    Story,
    evaluated,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    planned,
)

PEOPLE = (LEARNER, COACH, SUPERVISOR, COORDINATOR, OTHER_COACH, "engine", "nobody")
BEGINNINGS = (launched, in_planning, planned, in_practice, in_feedback, evaluated, in_closing)

ACTS: dict[str, dict[str, Any]] = {
    "join_agreement": {
        "agreement_version": 1,
        "understood": True,
        "disclosed": "x",
        "concerns_go_to": "y",
        "expected_end": "2027-09-01",
    },
    "agree_expected_end": {"expected_end": "2027-12-01"},
    "explain_confidentiality": {"exceptions_explained": True, "mandated_reporting_explained": True},
    "note_coach_contract": {"contract": "a", "memorandum": "b", "non_disclosure_agreement": "c"},
    "state_boundaries": {"statement": "x"},
    "write_sustainability_plan": {"promised": "x", "supervisor_has_skill": True},
    "sign_sustainability_plan": {},
    "look_at_readiness": {"note": "x"},
    "assign_coach": {"coach": OTHER_COACH},
    "assign_supervisor": {"supervisor": "supervisor-2"},
    "declare_commitment": {"level": 6, "committed_to": "x", "barriers": [{"what": "time"}]},
    "decline_coaching": {},
    "notice_stall": {"reason": "silence"},
    "mark_checkpoint_overdue": {},
    "review_checkpoint": {},
    "set_goal": {"goal": SMART},
    "confirm_goals": {"fits_policy": True, "time_granted": True},
    "rate_goal": {"goal": "goal-1", "rating": 2},
    "agree_process": {
        "where": "x",
        "channel": "phone",
        "every_days": 7,
        "demonstrations": "x",
        "observations": "y",
    },
    "inform_supervisor": {"took_part": False},
    "schedule_session": {"starts": "2027-03-05T17:00:00Z"},
    "record_demonstration": {"shown_by": "x", "setting": "y", "clients_present": False},
    "waive_demonstration": {"reason": "x"},
    "record_observation": {
        "setting": "x",
        "medium": "role_play",
        "clients_present": False,
        "ratings": {"tone": 3},
    },
    "write_reflection": {"answers": {"aim": "x"}},
    "prepare_conversation": {"note": "x"},
    "keep_journal": {"note": "x"},
    "hold_conversation": {"summary": "x"},
    "give_feedback": {"rung": "clarify"},
    "share_reflection": {"shared": "x"},
    "agree_next_step": {"step": "x", "owner": COACH, "due": "2027-08-01"},
    "assess_relationship": {"relationship": 5, "communication": 5},
    "review_cycle": {"went_well": "a", "was_hard": "b", "barriers": "c", "changes": "d"},
    "advance_stage": {},
    "go_back": {"to": "joint_planning"},
    "decide_next": {"decision": "another_coach"},
    "start_closing": {},
    "meet_to_close": {},
    "tell_results": {},
    "produce_handoff": {},
    "see_handoff": {},
    "note_handoff_delivered": {},
    "acknowledge_handoff": {},
    "answer_follow_up": {"days": 30, "still_used": True},
    "end_following_up": {},
    "disclose": {
        "ground": "serious_harm",
        "to": "x",
        "content": "y",
        "learner_first": "told_first",
    },
    "raise_concern": {"concern": "x"},
    "give_consent": {"consent": "ratings_to_supervisor", "given": True},
    "write_debrief": {"joint": False, "text": "x"},
    "pause_engagement": {"reason": "x"},
    "resume_engagement": {},
    "withdraw_from_coaching": {},
    "refer_learner": {"referred_to": "x"},
    "end_engagement": {"reason": "x"},
}
"""One well-formed instance of each act that names no other entry."""

BY_ENTRY = {
    "answer_barrier": ("barrier_id", {"answer": "x"}),
    "hold_session": ("session", {"done": "x"}),
    "miss_session": ("session", {}),
    "cancel_session": ("session", {}),
    "complete_next_step": ("step_id", {}),
    "see_debrief": ("debrief", {}),
    "retract_entry": ("entry", {"reason": "x"}),
}
"""Acts on an entry: the field that names it, and the rest."""

steps = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted({*ACTS, *BY_ENTRY})),
    st.integers(0, 40),
    st.integers(0, 5),
)


def test_every_kind_of_command_is_tried() -> None:
    known = set(COMMANDS.json_schema()["discriminator"]["mapping"])
    assert known - set(ACTS) - set(BY_ENTRY) == {"launch_engagement"}


def _acts(story: Story, by: str, kind: str, entry: int, days: int) -> None:
    story.now += timedelta(days=days)
    fields = dict(ACTS.get(kind, {}))
    if kind in BY_ENTRY:
        field, rest = BY_ENTRY[kind]
        ids = [*story.engagement.entries, "c1/1"]
        fields = {field: ids[entry % len(ids)], **rest}
    story.does(by, kind, **fields)


def _everything_holds(story: Story) -> None:
    state = story.engagement
    assert fold(story.events) == state
    assert Engagement.model_validate_json(state.model_dump_json()) == state
    keys = [duty.key for duty in story.duties()]
    assert len(keys) == len(set(keys))
    assert keys == [duty.key for duty in story.duties()]
    overview(state, AGENCY)
    todos(state, AGENCY)
    for key in story.missing():
        suppliers(state, key)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(steps, max_size=25))
def test_whatever_people_do_is_recorded_or_refused(
    beginning: Any, told: list[tuple[str, str, int, int]]
) -> None:
    story = beginning()
    for by, kind, entry, days in told:
        before = (list(story.events), story.engagement)
        try:
            _acts(story, by, kind, entry, days)
        except (Refusal, ValidationError):
            assert (story.events, story.engagement) == before
        _everything_holds(story)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.lists(st.integers(0, 20), max_size=8))
def test_the_engine_left_alone_always_comes_to_rest(beginning: Any, waits: list[int]) -> None:
    story = beginning()
    for days in waits:
        story.later(days)
        _everything_holds(story)
    assert [d for d in story.duties() if d.recipient == "engine" and d.due <= story.now] == []


def test_a_goal_by_scale_survives_the_snapshot() -> None:
    story = in_planning()
    story.does(LEARNER, "set_goal", goal=GARS)
    _everything_holds(story)
