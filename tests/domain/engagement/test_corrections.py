"""A mistake is taken back by its author; a gate that had passed on it is looked at again."""

from datetime import timedelta

import pytest

from domain.base.refusals import RequirementUnmet
from domain.engagement.topics.next_steps import open_steps
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    advances,
    evaluated,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    is_shown,
    observes,
    reflects,
    talks_over,
)


def latest(story: Story, record: str) -> str:
    """The id of the latest entry of a kind."""
    found = [one.entry_id for one in story.engagement.records.values() if one.record == record]
    return found[-1]


def takes_back(story: Story, by: str, entry: str) -> None:
    story.does(by, "retract_entry", entry=entry, reason="A mistake")


def test_only_the_author_retracts_and_only_what_is_there() -> None:
    story = in_feedback()
    entry = latest(story, "observation")
    taken = {"entry": entry, "reason": "x"}
    assert story.refuses(LEARNER, "retract_entry", **taken) == "not_author"
    takes_back(story, COACH, entry)
    assert story.refuses(COACH, "retract_entry", **taken) == "unknown_entry"


def test_a_signed_plan_is_not_unsigned() -> None:
    story = in_practice()
    signed = {"entry": latest(story, "plan_signature"), "reason": "x"}
    assert story.refuses(SUPERVISOR, "retract_entry", **signed) == "not_retractable"


def test_a_gate_passed_on_what_is_taken_back_is_looked_at_again() -> None:
    story = in_feedback()
    takes_back(story, COACH, latest(story, "observation"))
    assert story.kinds()[-1] == "gate_reopened"
    assert "observation" in story.missing(), "shown again, two stages on"
    refused = story.refusal(COACH, "advance_stage")
    assert isinstance(refused, RequirementUnmet)
    assert "observation" in refused.missing
    observes(story)
    assert "observation" not in story.missing(), "made up for"
    takes_back(story, COACH, latest(story, "observation"))
    assert "observation" in story.missing()


def test_what_a_passed_gate_did_not_rest_on_reopens_nothing() -> None:
    story = in_practice()
    is_shown(story)
    observes(story)
    second = observes(story)
    advances(story)
    takes_back(story, COACH, second)
    assert "gate_reopened" not in story.kinds()


def test_going_back_asks_at_the_stage_itself_for_what_was_reopened() -> None:
    story = in_feedback()
    takes_back(story, COACH, latest(story, "observation"))
    story.does(COACH, "go_back", to="joint_planning")
    assert "observation" not in story.missing(), "it belongs to a stage ahead"


def test_closing_notes_what_was_reopened_as_left_undone() -> None:
    story = in_feedback()
    takes_back(story, COACH, latest(story, "observation"))
    story.does(COACH, "start_closing")
    assert "observation" in story.engagement.closing.gaps
    assert "observation" not in story.missing()


def test_a_rating_taken_back_after_the_decision_holds_the_closing() -> None:
    story = in_closing()
    takes_back(story, LEARNER, latest(story, "rating"))
    assert "goals_rated" in story.missing()
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=4)
    assert "goals_rated" not in story.missing()


def test_learner_and_coach_know_what_is_missing_again() -> None:
    story = in_feedback()
    takes_back(story, COACH, latest(story, "observation"))
    for person in (LEARNER, COACH):
        assert story.knows(person, "gate_reopened")[0]["needs"] == ["observation"]
    assert story.knows(SUPERVISOR, "gate_reopened") == []


def test_a_retraction_is_known_to_whom_the_entry_was_known() -> None:
    story = in_feedback()
    takes_back(story, LEARNER, latest(story, "reflection"))
    assert story.knows(COACH, "entry_retracted")[0]["reason"] == "A mistake"
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "entry_retracted") == []
    story.does(COACH, "keep_journal", note="x", command_id="journal-1")
    takes_back(story, COACH, "journal-1")
    assert len(story.knows(LEARNER, "entry_retracted")) == 1, "not that of the coach's journal"


def test_others_in_a_group_do_not_learn_what_one_took_back() -> None:
    story = group(in_practice, size=2)
    reflection = reflects(story, GROUP[0])
    takes_back(story, GROUP[0], reflection)
    assert story.knows(GROUP[1], "entry_retracted") == []


def test_why_a_session_was_taken_back_is_not_the_coordinators_to_read() -> None:
    story = in_practice()
    session = story.does(COACH, "schedule_session", starts=story.now)
    takes_back(story, COACH, session)
    (fact,) = story.knows(COORDINATOR, "entry_retracted")
    assert "reason" not in fact


def test_a_former_coach_takes_back_what_was_theirs() -> None:
    story = in_practice()
    is_shown(story)
    entry = observes(story)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    takes_back(story, COACH, entry)
    assert entry not in story.engagement.records


def test_a_conversation_put_down_by_mistake_was_never_held() -> None:
    story = in_feedback()
    conversation = talks_over(story)
    takes_back(story, COACH, conversation)
    assert {"conversation", "observations_discussed", "feedback_ladder"} <= set(story.missing())
    assert story.refuses(COACH, "give_feedback", rung="clarify") == "conversation_first"


def test_a_step_marked_as_taken_by_mistake_is_open_again() -> None:
    story = in_feedback()
    talks_over(story)
    due = story.now.date() + timedelta(days=9)
    step = story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    taken = story.does(LEARNER, "complete_next_step", step=step)
    assert open_steps(story.engagement) == ()
    takes_back(story, LEARNER, taken)
    assert [one.entry_id for one in open_steps(story.engagement)] == [step]
    takes_back(story, COACH, step)
    assert story.missing() == ("next_steps",)


def test_a_word_taken_back_no_longer_answers_an_open_checkpoint() -> None:
    story = in_planning()
    word = story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    takes_back(story, LEARNER, word)
    story.does(COACH, "declare_commitment", level=9, committed_to="x")
    assert story.engagement.checkpoint is not None, "the learner has not answered"
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    assert story.engagement.checkpoint is None


@pytest.mark.parametrize(
    ("record", "by", "kind", "fields"),
    [
        ("rating", LEARNER, "rate_goal", {"goal": "goal-1", "rating": 2}),
        ("assessment", COACH, "assess_relationship", {"relationship": 2, "communication": 3}),
        (
            "review",
            COACH,
            "review_cycle",
            {"went_well": "a", "was_hard": "b", "barriers": "c", "changes": "d"},
        ),
        ("preparation", COACH, "prepare_conversation", {"note": "Better said"}),
    ],
)
def test_any_entry_is_corrected_by_the_same_act(
    record: str, by: str, kind: str, fields: dict[str, object]
) -> None:
    story = evaluated()
    entry = latest(story, record)
    before = story.engagement.records[entry]
    story.does(by, kind, corrects=entry, **fields)
    after = story.engagement.records[entry]
    assert (after.at, after.cycle) == (before.at, before.cycle)
    assert story.knows(by, story.kinds()[-1])[-1]["corrected"]


def test_nobody_corrects_what_another_wrote() -> None:
    story = in_feedback()
    entry = latest(story, "reflection")
    other = {"note": "x", "corrects": entry}
    assert story.refuses(COACH, "prepare_conversation", **other) == "other_kind_of_entry"
    story = group(in_practice, size=2)
    entry = reflects(story, GROUP[0])
    others = {"answers": {"aim": "x"}, "corrects": entry}
    assert story.refuses(GROUP[1], "write_reflection", **others) == "not_author"


def test_a_debrief_taken_back_waits_for_nobody() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="x")
    takes_back(story, COACH, debrief)
    assert story.refuses(LEARNER, "see_debrief", debrief=debrief, revision=1) == "unknown_entry"


def test_a_correction_that_takes_from_a_passed_gate_reopens_it_too() -> None:
    story = group(in_feedback, size=2)
    mistaken = latest(story, "observation")
    again = {"setting": "x", "medium": "live", "clients_present": False, "ratings": {"tone": 2}}
    story.does(COACH, "record_observation", corrects=mistaken, about=[GROUP[0]], **again)
    assert story.kinds()[-1] == "gate_reopened"
    assert "observation" in story.missing(), "now the second learner was not observed"
    assert story.refuses(COACH, "advance_stage") == "requirement_unmet"


def test_a_correction_that_changes_nothing_a_gate_rests_on_reopens_nothing() -> None:
    story = in_feedback()
    entry = latest(story, "reflection")
    story.does(LEARNER, "write_reflection", corrects=entry, answers={"aim": "Said better"})
    assert "gate_reopened" not in story.kinds()


def test_commitment_taken_back_after_the_check_was_passed_is_asked_for_again() -> None:
    story = in_practice()
    takes_back(story, COACH, latest(story, "commitment"))
    assert "enrollment" in story.missing()
    story.does(COACH, "declare_commitment", level=7, committed_to="Better plans")
    story.does(LEARNER, "declare_commitment", level=7, committed_to="Better plans")
    assert "enrollment" not in story.missing()


def test_an_earlier_word_taken_back_asks_nobody_anew() -> None:
    story = in_practice()
    entry = latest(story, "commitment")
    story.does(COACH, "declare_commitment", level=9, committed_to="Better plans")
    takes_back(story, COACH, entry)
    assert "enrollment" not in story.missing()


def test_an_answer_taken_back_leaves_its_barrier_open_and_asks_anew() -> None:
    story = in_planning()
    named = [{"what": "Time"}]
    said = story.does(LEARNER, "declare_commitment", level=8, committed_to="x", barriers=named)
    story.does(COACH, "declare_commitment", level=8, committed_to="x")
    answer = story.does(LEARNER, "answer_barrier", barrier=f"{said}/1", answer="Mondays")
    assert "enrollment" not in story.missing()
    takes_back(story, LEARNER, answer)
    assert "enrollment" in story.missing()
