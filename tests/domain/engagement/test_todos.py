"""Lists: what each person can do now; nothing in them that is one person's alone to know."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.agency.agency import Agency
from domain.engagement.duties.owed import duties
from domain.engagement.records.closing import Concern
from domain.engagement.views.confided_todos import confided_todos
from domain.engagement.views.overview import Todo, overview, todos
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEADER,
    LEARNER,
    PEER,
    SMART,
    SUPERVISOR,
    TERMS,
    Story,
    closed,
    evaluated,
    evaluates,
    group,
    in_closing,
    in_feedback,
    in_planning,
    in_practice,
    launched,
    observes,
    peers,
    reflects,
    talks,
)

SHOWN = {"shown_by": "A peer", "setting": "At the desk", "clients_present": False}
SEEN = {
    "setting": "At the desk",
    "medium": "role_play",
    "clients_present": False,
    "ratings": {"tone": 3},
}


def listed(story: Story) -> tuple[Todo, ...]:
    return todos(story.engagement, story.agency)


def who(story: Story, requirement: str) -> list[str]:
    return [todo.person for todo in listed(story) if todo.requirement == requirement]


def test_at_an_open_commitment_check_all_are_listed_until_it_is_passed() -> None:
    story = in_planning()
    both = who(story, "enrollment")
    assert sorted(both) == [COACH, LEARNER]
    story.does(LEARNER, "declare_commitment", level=8, committed_to="Plans")
    assert who(story, "enrollment") == both
    story.does(COACH, "declare_commitment", level=2, committed_to="Plans")
    assert who(story, "enrollment") == both
    story.does(COACH, "declare_commitment", level=8, committed_to="Plans")
    assert who(story, "enrollment") == []


def test_the_agencys_agreement_is_asked_of_its_leaders() -> None:
    unsigned = Agency(agency_id="agency-1", settings=AGENCY.settings)
    story = launched(agency=unsigned)
    (todo,) = [todo for todo in listed(story) if todo.requirement == "agency_agreement"]
    assert (todo.person, todo.role, todo.act) == (LEADER, "leadership", "sign_agency_agreement")


def test_a_concern_or_a_disclosure_is_in_nobodys_list() -> None:
    story = in_practice()
    before = listed(story)
    story.does(LEARNER, "raise_concern", concern="x")
    unsafe = {"to": "Hotline", "content": "x", "learner_first": "unsafe_to_tell"}
    story.does(COACH, "disclose", ground="serious_harm", **unsafe)
    assert listed(story) == before


def test_whoever_handles_a_concern_has_it_in_a_list_of_their_own_until_it_is_answered() -> None:
    story = in_practice()
    assert confided_todos(story.engagement) == ()
    story.does(LEARNER, "raise_concern", concern="x")
    (todo,) = confided_todos(story.engagement)
    assert (todo.person, todo.role, todo.act) == (COORDINATOR, "handler", "answer_concern")
    (concern,) = story.engagement.every(Concern)
    story.does(COORDINATOR, "answer_concern", concern=concern.entry_id, answer="y")
    assert confided_todos(story.engagement) == ()


def test_when_all_is_there_the_coach_moves_on() -> None:
    story = in_practice()
    assert who(story, "advance") == []
    assert who(story, "demonstration")


def test_after_closing_the_supervisor_acknowledges_and_answers() -> None:
    story = closed()
    acts = [(todo.person, todo.act) for todo in listed(story)]
    assert acts == [
        (SUPERVISOR, "acknowledge_handoff"),
        (SUPERVISOR, "answer_follow_up"),
        (SUPERVISOR, "answer_follow_up"),
    ]
    assert [todo.days for todo in listed(story)] == [None, 30, 90]
    days = [todo.opens.date() for todo in listed(story) if todo.opens]
    assert days == [line.day for line in story.engagement.closing.follow_ups]
    line = overview(story.engagement, AGENCY, duties(story.engagement, AGENCY))
    assert (line.stage, line.status, line.missing) == ("closing", "following_up", ())


def test_a_learner_who_is_waited_for_is_in_the_coachs_list_with_the_day() -> None:
    story = in_closing()
    (todo,) = [todo for todo in listed(story) if todo.act == "go_on_without_learner"]
    assert todo.person == COACH
    assert todo.due is not None


def test_in_a_pause_nothing_is_listed() -> None:
    story = in_practice()
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    assert listed(story) == ()


def test_nobody_is_asked_to_sign_or_read_what_is_not_written() -> None:
    story = launched()
    asked = {(todo.person, todo.act) for todo in listed(story)}
    signing = {"join_agreement", "sign_sustainability_plan", "understand_confidentiality"}
    assert not signing & {act for _, act in asked}
    assert {(COACH, "propose_terms"), (SUPERVISOR, "write_sustainability_plan")} <= asked
    assert {"agreement_learner", "sustainability_signed"} <= set(story.missing())
    agrees_on_terms_unsigned(story)
    assert who(story, "agreement_learner") == [LEARNER]
    plan = {"promised": "Look at plans together", "supervisor_has_skill": True}
    story.does(COACH, "write_sustainability_plan", **plan)
    assert who(story, "sustainability_signed") == [SUPERVISOR]


def test_terms_are_asked_for_once_the_agency_has_its_agreement() -> None:
    story = launched(agency=Agency(agency_id="agency-1", settings=AGENCY.settings))
    assert "terms" in story.missing()
    assert who(story, "terms") == []


def test_nobody_is_reminded_to_sign_what_is_not_written() -> None:
    story = launched()
    names = {duty.name for duty in story.duties()}
    assert "terms" in names
    assert not {"agreement", "plan_to_sign"} & names
    agrees_on_terms_unsigned(story)
    assert "agreement" in {duty.name for duty in story.duties()}


def test_a_handoff_is_asked_for_once_a_learner_told_what_goes_into_it() -> None:
    story = in_closing()
    assert who(story, "handoff_produced") == []
    story.does(LEARNER, "tell_results", results="Plans are clearer")
    assert who(story, "handoff_produced") == [COACH]


def agrees_on_terms_unsigned(story: Story) -> None:
    story.does(COACH, "propose_terms", **TERMS)


def _asked(story: Story) -> set[tuple[str, str]]:
    return {(one.person, one.act) for one in todos(story.engagement, story.agency)}


def test_a_supervisor_is_not_asked_to_confirm_goals_that_were_not_put_to_them() -> None:
    story = in_planning()
    story.does(LEARNER, "set_goal", goal=SMART)
    assert (SUPERVISOR, "inform_supervisor") in _asked(story)
    assert (SUPERVISOR, "confirm_goals") not in _asked(story)
    story.does(COACH, "inform_supervisor", took_part=True)
    assert (SUPERVISOR, "confirm_goals") in _asked(story)


def test_nobody_is_asked_to_decide_before_all_else_is_there() -> None:
    story = in_feedback()
    assert (COACH, "give_feedback") not in _asked(story), "the conversation comes first"
    talk = story.does(COACH, "hold_conversation", about=[LEARNER], summary="What worked")
    assert (COACH, "give_feedback") in _asked(story)
    story.does(COACH, "retract_entry", entry=talk, reason="It was another day")
    talks(story)
    assert (COACH, "decide_next") not in _asked(story)
    evaluates(story)
    assert _asked(story) == {(COACH, "decide_next"), (LEARNER, "decide_next")}


@pytest.mark.parametrize(
    ("beginning", "act", "fields"),
    [
        (in_practice, "record_demonstration", SHOWN),
        (in_practice, "record_observation", SEEN),
    ],
)
def test_of_two_peers_the_one_is_asked_who_has_yet_to_do_it_for_the_other(
    beginning: Callable[..., Story], act: str, fields: dict[str, Any]
) -> None:
    story = peers(beginning)
    asked = {person for person, what in _asked(story) if what == act}
    assert asked == {LEARNER, PEER}
    story.does(LEARNER, act, **fields)
    assert {person for person, what in _asked(story) if what == act} == {PEER}
    story.does(PEER, act, **fields)
    assert act not in {what for _, what in _asked(story)}


def test_what_was_observed_late_is_asked_to_be_reflected_on_before_it_is_talked_over() -> None:
    story = group(evaluated, size=2)
    assert (GROUP[0], "write_reflection") not in _asked(story)
    observes(story, GROUP[0])
    refused = story.refuses(COACH, "hold_conversation", about=[GROUP[0]], summary="x")
    assert refused == "reflection_first"
    asked = {person for person, what in _asked(story) if what == "write_reflection"}
    assert asked == {GROUP[0]}
    story.later(5)
    assert "reflection" in story.owed_to(GROUP[0])
    reflects(story, GROUP[0])
    assert (GROUP[0], "write_reflection") not in _asked(story)


def test_in_a_closing_without_a_coach_each_learner_makes_the_own_handoff() -> None:
    story = group(evaluated, size=2)
    story.does(COACH, "decide_next", decision="another_coach")
    story.does(GROUP[0], "start_closing")
    story.does(GROUP[0], "tell_results")
    assert {person for person, what in _asked(story) if what == "produce_handoff"} == {GROUP[0]}
    story.does(GROUP[0], "produce_handoff")
    assert "produce_handoff" not in {what for _, what in _asked(story)}
    story.does(GROUP[1], "tell_results")
    assert {person for person, what in _asked(story) if what == "produce_handoff"} == {GROUP[1]}
