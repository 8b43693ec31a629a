"""What is owed, to whom, known by its occasion and not by its date."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.engagement.duties.duty import ENGINE, Duty, EngineAct, How
from domain.engagement.duties.engine_acts import command_for
from domain.words import reminder_names
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    SUPERVISOR,
    Story,
    closed,
    evaluated,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    observes,
    peers,
)
from tests.domain.words import said

A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def of(story: Story, name: str) -> list[Duty]:
    return [duty for duty in story.duties() if duty.name == name]


@pytest.mark.parametrize(
    "at", [launched, in_planning, in_practice, in_feedback, evaluated, in_closing, closed]
)
def test_no_duty_is_known_by_a_date(at: Callable[[], Story]) -> None:
    story = at()
    assert story.duties()
    for duty in story.duties():
        assert not A_DATE.search(duty.key)
        assert (duty.recipient == ENGINE) == (duty.how in (How.ACT, How.DELIVER))


def test_every_reminder_has_its_words() -> None:
    confided = {"concern", "concern_answered", "disclosure_to_tell", "report"}
    ended = {"ended", "part_ended", "follow_up", "handoff_acknowledgement"}
    closing = {"results", "handoff_review", "learner_not_reached", "quiet", "silent"}
    staged = {*said.stage_reminders().values(), "advance", "stage_work"}
    assert confided | ended | closing | staged <= reminder_names()


def test_the_engine_does_not_act_on_a_duty_that_is_a_persons() -> None:
    story = in_practice()
    duty = Duty(what="quiet/1", due=story.now, recipient=COACH, how=How.REMIND)
    with pytest.raises(ValueError, match="quiet"):
        command_for(story.engagement, duty, story.now, "c")


def test_before_the_agreed_silence_it_is_quiet_and_after_it_silent() -> None:
    story = in_practice()
    since = story.engagement.last_act_at
    quiet, silent = of(story, "quiet"), of(story, "silent")
    assert [d.recipient for d in quiet] == [COACH]
    assert quiet[0].due < since + timedelta(days=21)
    assert [d.due for d in silent if d.how is How.REMIND] == [since + timedelta(days=21)]


def test_the_silence_that_was_agreed_holds_whatever_the_agency_sets_later() -> None:
    story = in_practice()
    before = of(story, "silent")
    settings = AGENCY.settings.model_copy(update={"quiet_days": 5})
    story.agency = AGENCY.model_copy(update={"settings": settings})
    assert of(story, "silent") == before


def test_each_silence_is_an_occasion_of_its_own() -> None:
    story = in_practice()
    before = {d.key for d in of(story, "quiet")}
    observes(story)
    assert before.isdisjoint(d.key for d in of(story, "quiet"))


def test_what_others_do_does_not_break_a_silence() -> None:
    story = in_practice()
    before = {d.key for d in of(story, "quiet")}
    story.does(SUPERVISOR, "raise_concern", concern="x")
    assert before == {d.key for d in of(story, "quiet")}


def test_only_who_has_yet_to_answer_is_reminded_of_the_commitment_check() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=8, committed_to="Plans")
    assert {d.recipient for d in of(story, "checkpoint")} == {COACH}


def test_an_observation_not_talked_over_is_reminded_of_and_then_no_more() -> None:
    story = in_practice()
    observes(story)
    (reminder,) = [d for d in of(story, "observation_not_discussed") if d.how is How.REMIND]
    assert reminder.recipient == COACH
    assert reminder.due <= story.now + timedelta(days=2)


def test_between_peers_who_observed_is_reminded_of_talking_it_over() -> None:
    story = peers()
    observes(story)
    reminders = [d for d in of(story, "observation_not_discussed") if d.how is How.REMIND]
    assert LEARNER not in {d.recipient for d in reminders}


def test_a_session_ahead_is_told_to_those_in_it_with_prompts_to_who_has_yet_to_reflect() -> None:
    story = in_practice()
    observes(story)
    starts = story.now + timedelta(days=5)
    story.does(COACH, "schedule_session", starts=starts)
    assert {d.recipient for d in of(story, "session")} == {LEARNER, COACH}
    assert [(d.recipient, d.due) for d in of(story, "reflection_prompt")] == [
        (LEARNER, starts - timedelta(days=2))
    ]
    story.does(LEARNER, "write_reflection", answers={"what_happened": "I asked first"})
    assert of(story, "reflection_prompt") == []


def test_an_open_step_long_past_its_day_stalls_the_coaching() -> None:
    story = in_feedback()
    due = story.now.date() + timedelta(days=1)
    step = story.does(COACH, "agree_next_step", step="x", owner=LEARNER, due=due)
    assert [d.recipient for d in of(story, "next_step") if d.how is How.REMIND] == [LEARNER]
    assert [d.occasion for d in of(story, "stall_next_step")] == [step]
    story.later(16)
    assert "checkpoint_opened" in story.kinds()[-2:]


def test_unsigned_terms_go_to_those_who_can_sign_and_new_terms_are_a_new_occasion() -> None:
    story = in_practice()
    story.does(
        COACH,
        "propose_terms",
        disclosed="Nothing but safety",
        concerns_go_to=COORDINATOR,
        expected_end="2027-10-01",
    )
    first = {d.key for d in of(story, "agreement") if d.how is How.REMIND}
    assert {key.split("|")[1] for key in first} == {LEARNER, COACH, SUPERVISOR}
    story.does(
        COACH,
        "propose_terms",
        disclosed="Nothing but safety and law",
        concerns_go_to=COORDINATOR,
        expected_end="2027-10-01",
    )
    assert first.isdisjoint(d.key for d in of(story, "agreement"))


def test_the_stage_says_after_how_long_it_reminds() -> None:
    story = launched()
    due = {d.due for d in story.duties() if d.name == "terms" and d.how is How.REMIND}
    assert due == {story.engagement.stage_since + timedelta(days=3)}


def test_the_coordinator_hears_once_and_of_the_fact() -> None:
    story = in_practice()
    escalated = [d for d in story.duties() if d.how is How.ESCALATE]
    assert {d.recipient for d in escalated} == {COORDINATOR}
    assert len({d.key for d in escalated}) == len(escalated)


def test_every_learner_of_a_group_is_reminded_of_their_own_part_in_closing() -> None:
    story = group(in_closing, size=3)
    one, two, three = story.learners
    story.does(one, "tell_results")
    assert {d.recipient for d in of(story, "results") if d.how is How.REMIND} == {two, three}


def test_every_act_of_the_engine_has_its_command() -> None:
    story = in_closing()
    story.does(LEARNER, "tell_results")
    story.does(COACH, "produce_handoff")
    (entry,) = [key for key in story.engagement.records if key.endswith("/1")]
    for act in EngineAct:
        duty = Duty(what=f"{act.value}/{entry}", due=story.now, recipient=ENGINE, how=How.ACT)
        assert type(command_for(story.engagement, duty, story.now, "c")).engine_only


def test_an_end_agreed_anew_is_reminded_of_anew_and_new_terms_with_the_same_end_are_not() -> None:
    story = in_practice()
    (first,) = [d for d in of(story, "expected_end") if d.recipient == COACH]
    terms = {"disclosed": "x", "concerns_go_to": COORDINATOR}
    story.does(COACH, "propose_terms", **terms, expected_end=story.engagement.expected_end)
    assert first in of(story, "expected_end")
    later = story.engagement.expected_end + timedelta(days=60)
    story.does(COORDINATOR, "agree_expected_end", expected_end=later)
    (second,) = [d for d in of(story, "expected_end") if d.recipient == COACH]
    assert second.key != first.key
    assert second.due > first.due
