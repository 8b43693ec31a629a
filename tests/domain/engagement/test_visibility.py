"""Who sees what of an engagement, over whole lives: no role ever sees what the table denies."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.base.confidential import mark_of, plain_mark_of
from domain.base.messages import Event, Via
from domain.engagement.events import EVENT_CLASSES
from tests.domain.engagement.random_acts import Acts, told
from tests.domain.engagement.visibility_table import (
    FACT,
    PRIVATE_FIELDS,
    TEXT,
    UNTOLD_TO_SUPERVISOR,
)
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    OTHER_SUPERVISOR,
    PEER,
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
    planned,
    practices,
    reflects,
    sees_handoff,
    talks,
    talks_over,
)

LETTERS = {LEARNER: "L", COACH: "C", SUPERVISOR: "S", COORDINATOR: "O"}
HEAD = frozenset(Event.model_fields) | {"kind"}
KINDS = {str(e.model_fields["kind"].default): e for e in EVENT_CLASSES}


def test_the_table_speaks_of_every_kind_of_event() -> None:
    assert set(FACT) == set(KINDS)
    sealed = {k for k, e in KINDS.items() if any(mark_of(e, n) for n in e.model_fields)}
    assert set(TEXT) == sealed


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_says_for_whom_it_is(kind: str) -> None:
    event = KINDS[kind]
    for name in event.model_fields:
        if name not in HEAD:
            assert mark_of(event, name) or plain_mark_of(event, name), name


def holds(story: Story) -> None:
    """What each of the four sees is within the table."""
    for person, letter in LETTERS.items():
        lines = story.sees(person)
        assert [line.n for line in lines] == list(range(1, len(lines) + 1))
        for line in lines:
            if line.by == person and line.via is not Via.ENGINE:
                continue
            assert letter in FACT[line.kind], f"{letter} knows of {line.kind}"
            for name in line.fields:
                place = (line.kind, name)
                if mark_of(KINDS[line.kind], name):
                    assert letter in TEXT[line.kind], f"{letter} reads {place}"
                    assert place not in PRIVATE_FIELDS, f"{letter} reads {place}"
                assert letter != "S" or place not in UNTOLD_TO_SUPERVISOR


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        (launched, in_planning, planned, in_practice, in_feedback, evaluated, in_closing, closed)
    ),
    st.lists(told, max_size=20),
)
def test_no_role_ever_sees_what_the_table_denies(
    beginning: Callable[[], Story], acts: list[tuple[str, str, int, int]]
) -> None:
    story = beginning()
    holds(story)
    for act in acts:
        # What was refused changed nothing, which `tries` makes sure of.
        if Acts(story).tries(*act):
            holds(story)


def test_a_supervisor_reads_goals_once_they_were_put_to_them() -> None:
    story = in_planning()
    story.does(LEARNER, "set_goal", goal=_goal())
    assert story.knows(SUPERVISOR, "goal_set") == []
    story.does(COACH, "inform_supervisor", took_part=False)
    [goal] = story.knows(SUPERVISOR, "goal_set")
    assert goal["goal"]["specific"] == "Ask first"
    assert "goal" not in story.knows(COORDINATOR, "goal_set")[0]


def test_a_supervisor_who_comes_later_reads_goals_that_were_confirmed() -> None:
    story = planned()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert story.knows(OTHER_SUPERVISOR, "goal_set")[0]["goal"]
    assert story.sees(SUPERVISOR)  # what the former one wrote stays theirs to see
    assert story.knows(SUPERVISOR, "goal_set") == []


def test_ratings_reach_a_supervisor_by_agreement_and_consent_given_to_that_supervisor() -> None:
    story = evaluated()
    assert story.knows(SUPERVISOR, "goal_rated") == []
    consent = {"consent": "ratings_to_supervisor", "given": True}
    story.does(LEARNER, "give_consent", **consent)
    assert story.knows(SUPERVISOR, "goal_rated") == [], "the terms do not allow it"
    story.does(
        COACH,
        "propose_terms",
        disclosed="Safety",
        concerns_go_to=COORDINATOR,
        expected_end="2027-09-01",
        ratings_to_supervisor=True,
    )
    for person in (SUPERVISOR, LEARNER):
        story.does(person, "join_agreement", version=2, understood=True)
    assert story.knows(SUPERVISOR, "goal_rated") == [], "the former terms hold until all signed"
    story.does(COACH, "join_agreement", version=2, understood=True)
    [rated] = story.knows(SUPERVISOR, "goal_rated")
    assert rated["rating"] == 6
    assert "note" not in rated
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert story.knows(OTHER_SUPERVISOR, "goal_rated") == []


def test_taking_a_consent_back_hides_again() -> None:
    story = evaluated()
    story.does(
        COACH,
        "propose_terms",
        disclosed="Safety",
        concerns_go_to=COORDINATOR,
        expected_end="2027-09-01",
        ratings_to_supervisor=True,
    )
    for person in (SUPERVISOR, LEARNER, COACH):
        story.does(person, "join_agreement", version=2, understood=True)
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=True)
    assert story.knows(SUPERVISOR, "goal_rated")
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=False)
    assert story.knows(SUPERVISOR, "goal_rated") == []


def test_results_and_handoff_are_the_supervisors_only_once_the_learner_saw_them() -> None:
    story = in_closing()
    story.does(COACH, "meet_to_close")
    story.does(LEARNER, "tell_results", results="Plans are clearer")
    story.does(COACH, "produce_handoff")
    assert story.knows(SUPERVISOR, "results_told") == []
    assert story.knows(SUPERVISOR, "handoff_produced") == []
    sees_handoff(story)
    assert story.knows(SUPERVISOR, "handoff_produced")[0]["content"]["results"]


def test_a_debrief_is_the_supervisors_once_the_learner_has_seen_it() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="Going well")
    assert story.knows(SUPERVISOR, "debrief_written") == []
    assert "text" not in story.knows(COORDINATOR, "debrief_written")[0]
    story.does(LEARNER, "see_debrief", debrief=debrief, revision=1)
    assert story.knows(SUPERVISOR, "debrief_written")[0]["text"] == "Going well"


def test_an_unsafe_disclosure_is_nothing_to_the_learner_until_the_coach_says_it_is_safe() -> None:
    story = in_practice()
    said = {"ground": "serious_harm", "to": "The hotline", "content": "What was seen"}
    told = story.does(COACH, "disclose", learner_first="unsafe_to_tell", **said)
    assert story.knows(LEARNER, "disclosed") == []
    assert story.knows(SUPERVISOR, "disclosed") == []
    story.does(COACH, "tell_of_disclosure", disclosure=told)
    assert story.knows(LEARNER, "disclosed")[0]["content"] == "What was seen"


def test_a_disclosure_is_read_by_its_recipient_alone() -> None:
    story = in_practice()
    story.does(
        COACH,
        "disclose",
        ground="serious_harm",
        to="The supervisor",
        to_person=SUPERVISOR,
        content="What was seen",
        learner_first="told_first",
    )
    assert story.knows(SUPERVISOR, "disclosed")
    assert story.knows(COORDINATOR, "disclosed") == []


def test_whoever_coaches_on_after_peers_does_not_read_what_passed_between_them() -> None:
    story = peers(in_practice)
    practices(story)
    talks(story)
    story.does(PEER, "withdraw_from_coaching")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    between = {event.kind for event in story.events if not event.handed_on}
    assert {"reflection_written", "observation_recorded", "conversation_held"} <= between
    assert between.isdisjoint(line.kind for line in story.sees(OTHER_COACH))
    assert story.knows(OTHER_COACH, "goal_set")
    reflects(story)
    assert len(story.knows(OTHER_COACH, "reflection_written")) == 1, "what comes from now on"


def test_what_is_missing_again_is_told_to_the_pair_and_the_coordinator_learns_the_fact() -> None:
    story = evaluated()
    (reflection,) = (e.entry_id for e in story.events if e.kind == "reflection_written")
    story.does(LEARNER, "retract_entry", entry=reflection, reason="Said in anger")
    for person in (LEARNER, COACH):
        assert story.knows(person, "gate_reopened") == [{"needs": ["reflection"]}]
    assert story.knows(COORDINATOR, "gate_reopened") == [{}]
    assert story.knows(SUPERVISOR, "gate_reopened") == []


def test_a_new_coach_has_the_session_record_and_not_what_passed_before() -> None:
    story = in_feedback()
    held = story.does(COACH, "schedule_session", starts=story.now)
    story.does(COACH, "hold_session", session=held, done="Two plans")
    story.does(COACH, "keep_journal", note="My own part in it")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.knows(OTHER_COACH, "session_held")[0]["done"] == "Two plans"
    assert story.knows(OTHER_COACH, "goal_set")
    for kind in (
        "observation_recorded",
        "reflection_written",
        "journal_kept",
        "demonstration_recorded",
        "conversation_prepared",
    ):
        assert story.knows(OTHER_COACH, kind) == [], kind
    assert story.knows(COACH, "journal_kept"), "the author keeps the own journal"


def test_in_a_group_what_is_about_one_learner_is_that_learners_and_the_coachs() -> None:
    story = group(in_practice, size=3)
    first, second = GROUP[0], GROUP[1]
    observes(story, first)
    reflects(story, first)
    assert story.knows(first, "observation_recorded")
    assert story.knows(COACH, "reflection_written")
    assert story.knows(second, "observation_recorded") == []
    assert story.knows(second, "reflection_written") == []
    assert [g["goal"] for g in story.knows(second, "goal_set") if "goal" in g] != []
    assert len(story.knows(second, "goal_set")) == 1


def test_who_has_no_part_sees_nothing() -> None:
    assert evaluated().sees("stranger") == ()


def test_an_empty_field_hides_as_a_full_one_does() -> None:
    story = in_feedback()
    talk = talks_over(story)
    assert talk
    lines = story.sees(COORDINATOR)
    assert all("said" not in line.fields for line in lines)
    story.does(
        COACH, "record_demonstration", shown_by="The coach", setting="Desk", clients_present=False
    )
    assert story.knows(COORDINATOR, "demonstration_recorded") == []


def _goal() -> dict[str, str]:
    return {
        "scale": "smart",
        "specific": "Ask first",
        "measurable": "Four of five",
        "achievable": "Yes",
        "result_focused": "Clear",
        "due": "2027-08-01",
    }
