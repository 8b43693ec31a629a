"""Another coach takes over what was open, and shows what the first one had to show."""

from datetime import timedelta

from domain.engagement.records.practice import NextStep
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    PEER,
    SMART,
    Story,
    confirms_goals,
    evaluated,
    explains_confidentiality,
    goal_of,
    in_practice,
    peers,
    signs,
)

SHOWN = {"shown_by": "The coach", "setting": "At the desk", "clients_present": False}


def owners(story: Story) -> dict[str, str]:
    return {one.entry_id: one.owner for one in story.engagement.every(NextStep)}


def changes_coach(story: Story) -> None:
    story.does(LEARNER, "decide_next", decision="another_coach")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)


def test_open_steps_pass_on_also_where_there_was_no_coach_for_a_while() -> None:
    story = evaluated()
    due = story.now.date() + timedelta(days=9)
    still_open = story.does(COACH, "agree_next_step", step="Show it", owner=COACH, due=due)
    taken = story.does(COACH, "agree_next_step", step="Ask around", owner=COACH, due=due)
    story.does(COACH, "complete_next_step", step=taken)
    changes_coach(story)
    assert owners(story)[still_open] == OTHER_COACH
    assert owners(story)[taken] == COACH, "what was taken stays theirs"
    assert LEARNER in owners(story).values(), "a learner's own step stays the learner's"
    assert "next_step" in story.owed_to(OTHER_COACH, by=story.now + timedelta(days=9))


def test_a_later_coach_says_how_expert_they_are_too() -> None:
    story = evaluated()
    changes_coach(story)
    assert "expertise" in story.missing()
    story.does(OTHER_COACH, "state_expertise", statement="Five years of case plans")
    assert "expertise" not in story.missing()


def test_who_goes_on_alone_of_two_peers_is_no_group() -> None:
    story = peers(in_practice)
    story.does(PEER, "withdraw_from_coaching")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert "ground_rules" not in story.missing()
    assert story.refuses(OTHER_COACH, "write_ground_rules", rules="x") == "not_a_group"
    story.does(OTHER_COACH, "state_expertise", statement="Five years of case plans")
    explains_confidentiality(story)
    signs(story, OTHER_COACH)
    for person in (LEARNER, OTHER_COACH):
        story.does(person, "declare_commitment", level=8, committed_to="Better plans")
    assert set(story.missing()) == {"demonstration", "observation"}


def test_the_present_coach_retires_and_corrects_what_a_former_one_set() -> None:
    story = evaluated()
    due = story.now.date() + timedelta(days=9)
    goal, other = (story.does(COACH, "set_goal", goal=SMART) for _ in range(2))
    step = story.does(COACH, "agree_next_step", step="Show it", owner=LEARNER, due=due)
    for each in (goal, other):
        story.does(LEARNER, "rate_goal", goal=each, rating=3)
    confirms_goals(story)
    changes_coach(story)
    for entry in (goal, step):
        assert story.refuses(LEARNER, "retract_entry", entry=entry, reason="x") == "not_author"
        story.does(OTHER_COACH, "retract_entry", entry=entry, reason="No longer of use")
        assert entry not in story.engagement.records
    story.does(OTHER_COACH, "set_goal", goal={**SMART, "due": "2027-09-01"}, corrects=other)
    assert story.engagement.records[other].by == OTHER_COACH


def test_what_the_learner_set_stays_the_learners_under_another_coach() -> None:
    story = evaluated()
    shown = story.does(COACH, "record_demonstration", **SHOWN)
    changes_coach(story)
    for entry in (goal_of(LEARNER), shown):
        assert story.refuses(OTHER_COACH, "retract_entry", entry=entry, reason="x") == "not_author"
    taken_back = story.refuses(OTHER_COACH, "set_goal", goal=SMART, corrects=goal_of(LEARNER))
    assert taken_back == "not_author"


def test_what_a_peer_who_left_set_for_the_other_is_the_new_coachs() -> None:
    story = peers(in_practice)
    goal = story.does(PEER, "set_goal", goal=SMART, about=[LEARNER])
    story.does(PEER, "withdraw_from_coaching")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.refuses(OTHER_COACH, "retract_entry", entry=goal_of(LEARNER), reason="x") == (
        "not_author"
    )
    story.does(OTHER_COACH, "retract_entry", entry=goal, reason="It was between the two")
