"""Random acts of random people, well formed but rarely fitting: what a life may be made of."""

from datetime import timedelta
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st
from pydantic import ValidationError

from domain.base.refusals import Refusal
from domain.engagement.commands import COMMANDS, AnyCommand
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    OTHER_COORDINATOR,
    PEER,
    SMART,
    SUPERVISOR,
    Story,
)

PEOPLE = (LEARNER, PEER, COACH, SUPERVISOR, COORDINATOR, OTHER_COACH, "engine", "nobody")

ACTS: dict[str, dict[str, Any]] = {
    "propose_terms": {
        "disclosed": "x",
        "concerns_go_to": COORDINATOR,
        "expected_end": "2027-09-01",
    },
    "join_agreement": {"version": 1, "understood": True},
    "agree_expected_end": {"expected_end": "2027-12-01"},
    "understand_confidentiality": {},
    "write_ground_rules": {"rules": "x"},
    "accept_ground_rules": {"version": 1},
    "state_expertise": {"statement": "x"},
    "explain_mandate": {"purpose": "x", "stays_free": "y", "what_a_no_leads_to": "z"},
    "fill_sheet": {"sheet": "options", "answers": {"options": "x"}},
    "explain_confidentiality": {"exceptions_explained": True, "mandated_reporting_explained": True},
    "note_coach_contract": {"contract": "a", "memorandum": "b", "non_disclosure_agreement": "c"},
    "state_boundaries": {"statement": "x"},
    "write_sustainability_plan": {"promised": "x", "supervisor_has_skill": True},
    "sign_sustainability_plan": {"version": 1},
    "look_at_readiness": {"note": "x"},
    "assign_coach": {"coach": OTHER_COACH},
    "assign_supervisor": {"supervisor": "supervisor-2"},
    "assign_coordinator": {"coordinator": OTHER_COORDINATOR},
    "declare_commitment": {"level": 6, "committed_to": "x", "barriers": [{"what": "time"}]},
    "decline_coaching": {},
    "notice_stall": {"reason": "silence"},
    "mark_checkpoint_overdue": {},
    "set_goal": {"goal": SMART},
    "confirm_goals": {"version": 1, "fits_policy": True, "time_granted": True},
    "rate_goal": {"goal": "goal-1", "rating": 2},
    "agree_process": {
        "where": "x",
        "when": "y",
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
    "note_request": {"asked_for": "side_talk", "asked_by": "x"},
    "ask_scaling_question": {
        "purpose": "confidence",
        "wording": "How sure are you?",
        "ten": "Sure",
        "zero": "Not at all",
    },
    "answer_scaling_question": {"scaling_question": "x", "number": 4},
    "answer_instrument": {
        "instrument": "working_relationship",
        "answered": {"items": {"trust": 4}},
    },
    "review_cycle": {"went_well": "a", "was_hard": "b", "barriers": "c", "changes": "d"},
    "advance_stage": {},
    "go_back": {"to": "joint_planning"},
    "decide_next": {"decision": "another_coach"},
    "start_closing": {},
    "meet_to_close": {},
    "tell_results": {},
    "produce_handoff": {},
    "see_handoff": {"version": 1},
    "note_handoff_delivered": {},
    "acknowledge_handoff": {"version": 1},
    "answer_follow_up": {"days": 30, "still_used": True},
    "end_following_up": {},
    "disclose": {
        "ground": "serious_harm",
        "to": "x",
        "content": "y",
        "learner_first": "told_first",
    },
    "go_on_without_learner": {"about": [LEARNER], "reason": "x"},
    "write_development_plan": {
        "plan": {
            "strengths": ["x"],
            "growth_areas": ["y"],
            "actions": [{"text": "z", "due": "2028-01-01"}],
        }
    },
    "raise_concern": {"concern": "x"},
    "give_consent": {"consent": "ratings_to_supervisor", "given": True},
    "write_debrief": {"joint": False, "text": "x"},
    "ask_for_pause": {},
    "pause_engagement": {"reason": "x"},
    "resume_engagement": {},
    "withdraw_from_coaching": {},
    "refer_learner": {"referred_to": "x"},
    "end_engagement": {"reason": "x"},
}
"""One well-formed instance of each act that names no other entry."""

BY_ENTRY: dict[str, tuple[str, dict[str, Any]]] = {
    "answer_barrier": ("barrier", {"answer": "x"}),
    "hold_session": ("session", {"done": "x"}),
    "miss_session": ("session", {}),
    "cancel_session": ("session", {}),
    "complete_next_step": ("step", {}),
    "see_debrief": ("debrief", {"revision": 1}),
    "tell_of_disclosure": ("disclosure", {}),
    "note_report": ("disclosure", {}),
    "answer_concern": ("concern", {"answer": "x"}),
    "retract_entry": ("entry", {"reason": "x"}),
}
"""Acts on an entry: the field that names it, and the rest."""

told = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted({*ACTS, *BY_ENTRY})),
    st.integers(0, 80),
    st.integers(0, 5),
)
"""By whom, what, on which of the entries there are, how many days later."""


FIELDS = {str(c.model_fields["kind"].default): set(c.model_fields) for c in get_args(AnyCommand)}
"""The fields of each kind of command."""


@cache
def kinds() -> frozenset[str]:
    """Every kind of command there is."""
    return frozenset(COMMANDS.json_schema()["discriminator"]["mapping"])


class Acts:
    """Tries acts on a story; a refusal leaves it as it was."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def tries(self, by: str, kind: str, entry: int, days: int) -> bool:
        """Whether it was recorded."""
        story = self.story
        before = (list(story.events), story.state)
        story.now += timedelta(days=days)
        fields = dict(ACTS.get(kind, {}))
        if kind in BY_ENTRY:
            field, rest = BY_ENTRY[kind]
            ids = [*story.engagement.records, "c1/1"]
            fields = {field: ids[entry % len(ids)], **rest}
        fields |= self._more(kind, entry)
        try:
            story.does(by, kind, **fields)
        except (Refusal, ValidationError):
            assert (story.events, story.state) == before
            return False
        return True

    def _more(self, kind: str, entry: int) -> dict[str, Any]:
        """Now and then it is about somebody by name, or corrects an entry there is."""
        more: dict[str, Any] = {}
        known = FIELDS[kind]
        if "about" in known and entry % 3 == 1:
            more["about"] = [(LEARNER, PEER)[entry % 2]]
        ids = tuple(self.story.engagement.records)
        if "corrects" in known and ids and entry % 4 == 2:
            more["corrects"] = ids[-1 - entry % min(8, len(ids))]
        return more
