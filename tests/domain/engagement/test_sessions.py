"""Sessions: planned while nothing came of them; outcomes can be corrected and taken back."""

from datetime import timedelta
from typing import Any

import pytest

from domain.engagement.records.practice import SessionOutcome
from domain.engagement.session_record import missed_in_a_row, outcome_of, planned
from domain.engagement.topics.moving import StartClosing
from domain.engagement.topics.session_outcomes import cancel_all, evolve
from domain.engagement.views.closing_summary import sessions_held
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    Story,
    advances,
    enrolls,
    group,
    in_planning,
    in_practice,
    launched,
    peers,
    sets_up,
)


def plans_session(story: Story, *, days: float = 1, by: str = COACH, **fields: Any) -> str:
    return story.does(by, "schedule_session", starts=story.now + timedelta(days=days), **fields)


def misses(story: Story, **fields: Any) -> str:
    session = plans_session(story, **fields)
    story.later(2)
    return story.does(COACH, "miss_session", session=session)


def test_a_session_is_planned_while_nothing_came_of_it() -> None:
    story = in_practice()
    session = plans_session(story)
    assert [one.entry_id for one in planned(story.engagement)] == [session]
    assert story.refuses(COACH, "hold_session", session=session, done="x") == "session_ahead"
    story.later(2)
    held = story.does(COACH, "hold_session", session=session, done="A plan read together")
    assert planned(story.engagement) == ()
    over = story.refusal(COACH, "miss_session", session=session)
    assert (over.code, over.facts["outcome"]) == ("session_over", "held")
    story.does(COACH, "retract_entry", entry=held, reason="It was another day")
    assert [one.entry_id for one in planned(story.engagement)] == [session]


def test_a_session_goes_by_the_channel_that_was_agreed_unless_another_is_named() -> None:
    story = launched()
    plans_session(story)
    sets_up(story)
    advances(story)
    agreed = {"where": "Online", "when": "Tuesdays", "every_days": 14}
    shown = {"demonstrations": "Two plans", "observations": "Work samples"}
    story.does(COACH, "agree_process", channel="online", **agreed, **shown)
    plans_session(story)
    plans_session(story, channel="phone")
    told = [one["channel"] for one in story.knows(LEARNER, "session_scheduled")]
    assert told == ["in_person", "online", "phone"]


def test_a_session_put_down_as_missed_is_corrected_to_held() -> None:
    story = in_practice()
    session = plans_session(story)
    story.later(2)
    missed = story.does(LEARNER, "miss_session", session=session)
    assert missed_in_a_row(story.engagement, LEARNER) == 1
    wrong = {"session": session, "done": "We met after all", "corrects": missed}
    assert story.refuses(COACH, "hold_session", **wrong) == "not_author"
    missed_by_coach = in_practice()
    session = plans_session(missed_by_coach)
    missed_by_coach.later(2)
    missed = missed_by_coach.does(COACH, "miss_session", session=session)
    missed_by_coach.does(
        COACH, "hold_session", session=session, done="We met after all", corrects=missed
    )
    became = outcome_of(missed_by_coach.engagement, session)
    assert became is not None
    assert became.outcome == "held"
    assert missed_in_a_row(missed_by_coach.engagement, LEARNER) == 0


@pytest.mark.parametrize("starts", ["1900-01-01T10:00:00Z", "9999-01-01T10:00:00Z"])
def test_a_session_in_another_century_is_a_slip_of_the_hand(starts: str) -> None:
    assert in_practice().refuses(COACH, "schedule_session", starts=starts) == "date_far_off"


def test_a_session_held_last_week_may_be_put_down_now() -> None:
    story = in_practice()
    session = plans_session(story, days=-7)
    story.does(COACH, "hold_session", session=session, done="Looked at a plan")


def test_missed_twice_in_a_row_commitment_is_asked_anew() -> None:
    story = in_practice()
    misses(story)
    assert story.engagement.checkpoint is None
    misses(story)
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "sessions_missed"
    assert "enrollment" in story.missing()


def test_a_session_held_in_between_ends_the_row() -> None:
    story = in_practice()
    misses(story)
    session = plans_session(story)
    story.later(2)
    story.does(COACH, "hold_session", session=session, done="x")
    misses(story)
    assert story.engagement.checkpoint is None


def test_in_a_group_each_learners_row_is_counted_apart() -> None:
    story = group(in_practice, size=2)
    one, two = [GROUP[0]], [GROUP[1]]
    misses(story, about=one)
    misses(story, about=one)
    enrolls(story)
    assert story.engagement.checkpoint is None
    misses(story, about=two)
    assert story.engagement.checkpoint is None, "the first of theirs"
    misses(story, about=two)
    assert story.engagement.checkpoint is not None


def test_a_missed_session_breaks_no_silence() -> None:
    story = in_practice()
    session = plans_session(story)
    before = story.engagement.last_act_at
    story.later(2)
    story.does(COACH, "miss_session", session=session)
    assert story.engagement.last_act_at == before


def test_after_the_first_session_a_mandated_learner_is_asked_again() -> None:
    story = launched(participation="mandated", origin="agency_initiative")
    mandate = {
        "purpose": "Case plans",
        "stays_free": "Which goals",
        "what_a_no_leads_to": "Nothing here",
    }
    story.does(COACH, "explain_mandate", **mandate)
    enrolls(story)
    first, second = plans_session(story, days=0), plans_session(story, days=0)
    story.does(COACH, "hold_session", session=first, done="x")
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "first_session"
    enrolls(story)
    assert story.engagement.checkpoint is None
    story.does(COACH, "hold_session", session=second, done="x")
    assert story.engagement.checkpoint is None, "after the first alone"


def test_a_group_agrees_on_ground_rules_before_it_meets() -> None:
    story = launched(learners=list(GROUP), form="group")
    session = plans_session(story, days=0)
    refused = story.refuses(COACH, "hold_session", session=session, done="x")
    assert refused == "ground_rules_first"
    story.does(COACH, "write_ground_rules", rules="What is said here stays here")
    story.does(COACH, "hold_session", session=session, done="x")


def test_a_group_session_is_about_all_unless_learners_are_named() -> None:
    story = group(launched)
    everybody, two = plans_session(story), plans_session(story, about=list(GROUP[:2]))
    about = {one.entry_id: one.about for one in planned(story.engagement)}
    assert about == {everybody: GROUP, two: GROUP[:2]}
    seen = story.knows(GROUP[3], "session_scheduled")
    assert [fields["entry_id"] for fields in seen] == [everybody]


def test_one_learner_of_a_group_does_not_call_off_the_session_of_all() -> None:
    story = group(launched)
    everybody = plans_session(story)
    assert story.refuses(GROUP[0], "cancel_session", session=everybody) == "group_session"
    starts = story.now + timedelta(days=1)
    others = {"starts": starts, "about": [GROUP[1]]}
    assert story.refuses(GROUP[0], "schedule_session", **others) == "about_yourself_only"
    own = plans_session(story, by=GROUP[0])
    assert {one.entry_id: one.about for one in planned(story.engagement)}[own] == (GROUP[0],)
    story.does(GROUP[0], "cancel_session", session=own)


def test_peers_meet_both() -> None:
    story = peers(launched)
    plans_session(story, by=LEARNER)
    assert planned(story.engagement)[0].about == story.learners


def test_what_was_done_is_between_learner_and_coach() -> None:
    story = in_practice()
    session = plans_session(story, days=0, where="Room 4")
    story.does(COACH, "hold_session", session=session, done="A plan read together")
    assert story.knows(LEARNER, "session_held")[0]["done"] == "A plan read together"
    (fact,) = story.knows(COORDINATOR, "session_held")
    assert "done" not in fact
    assert story.knows(SUPERVISOR, "session_held") == []
    assert "where" not in story.knows(COORDINATOR, "session_scheduled")[0]


def test_the_engine_calls_off_all_that_is_planned() -> None:
    story = group(launched)
    everybody, own = plans_session(story), plans_session(story, about=[GROUP[0]])
    command = StartClosing(command_id="c", by=COACH, at=story.now)
    state = story.engagement
    (alone,) = cancel_all(state, command, leaving=GROUP[0])
    assert alone.session == own
    for event in cancel_all(state, command):
        state = evolve(state, event)
    assert planned(state) == ()
    assert everybody in state.records


def test_who_leaves_a_group_has_no_session_of_their_own_left() -> None:
    story = group(launched)
    everybody, own = plans_session(story), plans_session(story, about=[GROUP[0]])
    story.does(GROUP[0], "withdraw_from_coaching")
    assert [one.entry_id for one in planned(story.engagement)] == [everybody]
    assert own in story.engagement.records
    story.later(2)
    story.does(COACH, "write_ground_rules", rules="What is said here stays here")
    held = story.does(COACH, "hold_session", session=everybody, done="x")
    assert story.engagement.records[held].about == GROUP[1:]


def test_what_was_held_does_not_move_to_a_day_to_come() -> None:
    story = in_planning()
    session = story.does(COACH, "schedule_session", starts=story.now - timedelta(hours=2))
    story.does(COACH, "hold_session", session=session, done="Two plans")
    ahead, before = story.now + timedelta(days=30), story.now - timedelta(hours=3)
    refused = story.refuses(COACH, "schedule_session", starts=ahead, corrects=session)
    assert refused == "session_over"
    story.does(COACH, "schedule_session", starts=before, corrects=session)


def holds(story: Story, *absent: str, **fields: Any) -> str:
    session = plans_session(story, **fields)
    story.later(2)
    return story.does(COACH, "hold_session", session=session, done="x", absent=list(absent))


def test_in_a_group_who_was_not_there_missed_what_the_others_held() -> None:
    story = group(in_practice, size=3)
    holds(story, GROUP[1])
    assert [missed_in_a_row(story.engagement, one) for one in GROUP[:3]] == [0, 1, 0]
    assert [sessions_held(story.engagement, one) for one in GROUP[:3]] == [1, 0, 1]
    assert sessions_held(story.engagement) == 1
    assert story.knows(COORDINATOR, "session_held")[0]["absent"] == [GROUP[1]]


def test_a_learner_whom_the_group_misses_twice_is_asked_for_commitment_anew() -> None:
    story = group(in_practice, size=3)
    holds(story, GROUP[1])
    holds(story, GROUP[0])
    assert story.engagement.checkpoint is None, "not the same one twice"
    holds(story, GROUP[0])
    assert story.engagement.checkpoint is not None
    assert story.engagement.checkpoint.reason == "sessions_missed"


def test_who_was_put_down_as_absent_by_mistake_was_there_after_all() -> None:
    story = group(in_practice, size=2)
    held = holds(story, GROUP[0])
    session = story.engagement.records[held]
    assert isinstance(session, SessionOutcome)
    fields = {"session": session.session, "done": "x", "corrects": held}
    story.does(COACH, "hold_session", **fields, absent=[GROUP[1]])
    assert [missed_in_a_row(story.engagement, one) for one in GROUP[:2]] == [0, 1]


def test_a_session_to_which_nobody_came_was_not_held() -> None:
    story = group(in_practice, size=3)
    two = list(GROUP[:2])
    session = plans_session(story, days=0, about=two)
    held = {"session": session, "done": "x"}
    assert story.refuses(COACH, "hold_session", **held, absent=two) == "nobody_came"
    assert story.refuses(COACH, "hold_session", **held, absent=[GROUP[2]]) == "unknown_learner"
    one = in_practice()
    session = plans_session(one, days=0)
    alone = {"session": session, "done": "x", "absent": [LEARNER]}
    assert one.refuses(COACH, "hold_session", **alone) == "nobody_came"


def test_of_two_peers_neither_meets_without_the_other() -> None:
    story = peers(launched)
    session = plans_session(story, by=LEARNER, days=0)
    without = {"session": session, "done": "x", "absent": [PEER]}
    assert story.refuses(LEARNER, "hold_session", **without) == "nobody_came"
