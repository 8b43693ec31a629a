"""Saying that a session was held asks a coach of several who was not there."""

from datetime import timedelta

from domain.engagement.topics.session_outcomes import HoldSession
from services.acting.act_form import act_form
from services.acts.act_words import label_of
from services.acts.questions import Question, Takes
from tests.domain.given import COACH, GROUP, PEER, Story, group, in_practice, peers
from tests.services.story_read import read_by


def _absent(story: Story, by: str) -> Question | None:
    story.does(by, "schedule_session", starts=story.now + timedelta(days=1))
    story.later(2)
    form = act_form(read_by(story, by), "hold_session", HoldSession, story.now)
    return next((one for one in form.questions if one.name == "absent"), None)


def test_the_learners_of_a_group_are_ticked_where_they_were_not_there() -> None:
    asked = _absent(group(size=3), COACH)
    assert asked is not None
    assert asked.takes is Takes.LIST
    assert [person for person, _ in asked.choices] == list(GROUP[:3])
    assert label_of("hold_session", "absent") == "Who was not there"


def test_a_pair_is_not_asked_who_was_there() -> None:
    assert _absent(in_practice(), COACH) is None
    assert _absent(peers(), PEER) is None
