"""Engagements from the first day to the last: a group that one leaves, peers, another model."""

from datetime import timedelta

from domain.engagement.standing import Status
from tests.domain.given import (
    COACH,
    GROUP,
    LEARNER,
    PEER,
    Story,
    advances,
    closed,
    enrolls,
    evaluates,
    group,
    hands_over,
    in_practice,
    launched,
    observes,
    peers,
    plans,
    practices,
    reflects,
    sets_up,
    talks,
    talks_over,
)


def is_closed(story: Story) -> bool:
    return story.engagement.status is Status.FOLLOWING_UP


def test_a_group_of_six_goes_on_when_one_withdraws() -> None:
    story = group(in_practice)
    story.does(GROUP[3], "withdraw_from_coaching")
    practices(story)
    talks(story)
    evaluates(story)
    story.does(COACH, "decide_next", decision="closing")
    hands_over(story)
    advances(story)
    assert is_closed(story)
    assert len(story.learners) == 5


def test_peers_go_through_all_stages_together() -> None:
    story = peers(closed)
    assert is_closed(story)
    assert story.learners == (LEARNER, PEER)


def test_another_model_is_gone_through_from_its_file_alone() -> None:
    story = launched(model="grow")
    sets_up(story)
    advances(story)
    plans(story)
    enrolls(story)
    advances(story)
    for sheet, prompt in (("reality", "standing"), ("options", "options"), ("wrap_up", "chosen")):
        assert story.stage == sheet
        story.does(LEARNER, "fill_sheet", sheet=sheet, answers={prompt: "As it is"})
        if sheet == "wrap_up":
            due = story.now.date() + timedelta(days=9)
            story.does(COACH, "agree_next_step", step="Ask once", owner=LEARNER, due=due)
        advances(story)
    observes(story)
    advances(story)
    reflects(story)
    story.does(COACH, "prepare_conversation", note="Begin with the way chosen")
    talks_over(story)
    advances(story)
    evaluates(story)
    story.does(LEARNER, "decide_next", decision="closing")
    hands_over(story)
    advances(story)
    assert is_closed(story)
