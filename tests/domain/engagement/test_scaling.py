"""Scaling questions: same words each time, a number from 0 to 10, for the two alone (ch. 4)."""

import pytest
from pydantic import ValidationError

from domain.base.roles import Role
from domain.engagement.commands import COMMANDS
from domain.engagement.records.practice import ScalingAnswer
from domain.guidance.aids import aids, aids_beside
from tests.domain.engagement.random_acts import kinds
from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    evaluated,
    group,
    in_practice,
)

ASKED = {
    "purpose": "confidence",
    "wording": "How sure are you when you talk with the parents?",
    "ten": "I can do it without you",
    "zero": "I would rather not go",
}


def _asked(story: Story, **more: object) -> str:
    return story.does(COACH, "ask_scaling_question", **{**ASKED, **more})


def test_a_learner_answers_again_and_both_read_how_it_moved() -> None:
    story = in_practice()
    question = _asked(story)
    for number in (0, 4, 10):
        story.does(LEARNER, "answer_scaling_question", scaling_question=question, number=number)
        story.later(7)
    assert len(list(story.engagement.every(ScalingAnswer))) == 3
    for reader in (LEARNER, COACH):
        told = story.knows(reader, "scaling_question_answered")
        assert [line["number"] for line in told] == [0, 4, 10]
    for other in (SUPERVISOR, COORDINATOR):
        assert story.knows(other, "scaling_question_asked") == []
        assert story.knows(other, "scaling_question_answered") == []


@pytest.mark.parametrize("number", [-1, 11, 4.5, "4", None, True])
def test_a_number_off_the_scale_is_not_one(number: object) -> None:
    with pytest.raises(ValidationError):
        COMMANDS.validate_python(
            {
                "kind": "answer_scaling_question",
                "command_id": "c-1",
                "by": LEARNER,
                "at": "2027-03-01T17:00:00Z",
                "via": "self",
                "scaling_question": "x",
                "number": number,
            }
        )


def test_the_words_can_be_mended_until_somebody_answered() -> None:
    story = in_practice()
    question = _asked(story)
    _asked(story, corrects=question, wording="How sure are you with the parents?")
    [first, mended] = story.knows(COACH, "scaling_question_asked")
    assert first["entry_id"] == mended["entry_id"] == question
    story.does(LEARNER, "answer_scaling_question", scaling_question=question, number=3)
    again = {**ASKED, "corrects": question}
    assert story.refuses(COACH, "ask_scaling_question", **again) == "scaling_question_answered"


def test_in_a_group_nobody_learns_that_another_has_answered() -> None:
    story = group(in_practice)
    question = _asked(story)
    again = {**ASKED, "corrects": question}
    before = story.refuses(GROUP[1], "ask_scaling_question", **again)
    story.does(GROUP[0], "answer_scaling_question", scaling_question=question, number=4)
    assert story.refuses(GROUP[1], "ask_scaling_question", **again) == before == "not_author"


def test_nobody_answers_for_a_learner() -> None:
    story = group(size=3)
    other, one, *_ = story.engagement.learners
    question = story.does(COACH, "ask_scaling_question", **ASKED, about=[one])
    answer = {"scaling_question": question, "number": 5}
    assert story.refuses(other, "answer_scaling_question", **answer) == "not_own_question"
    assert story.refuses(COACH, "answer_scaling_question", **answer) == "role_may_not"
    story.does(one, "answer_scaling_question", **answer)
    lost = {"scaling_question": "not-there", "number": 5}
    assert story.refuses(one, "answer_scaling_question", **lost) == "unknown_entry"


def test_a_learner_asks_themself() -> None:
    story = in_practice()
    question = story.does(LEARNER, "ask_scaling_question", **ASKED)
    story.does(LEARNER, "answer_scaling_question", scaling_question=question, number=6)


def test_a_coach_who_comes_later_reads_neither() -> None:
    story = evaluated()
    question = _asked(story)
    story.does(LEARNER, "answer_scaling_question", scaling_question=question, number=6)
    story.does(LEARNER, "decide_next", decision="another_coach")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.knows(OTHER_COACH, "scaling_question_asked") == []
    assert story.knows(OTHER_COACH, "scaling_question_answered") == []


def test_every_aid_stands_beside_acts_that_there_are() -> None:
    for key, aid in aids().items():
        assert aid.beside, key
        assert set(aid.beside) <= kinds(), key
        assert aid.lines, key
    assert len(aids()["scaling_steps"].lines) == 6, "table 4.6"
    assert len(aids()["coach_expertise"].lines) == 4, "table 6.3"
    assert next(name for name, _ in aids()["powers"].lines) == "Problems"
    assert aids()["powers"] in aids_beside("review_cycle", [Role.COACH])
    assert aids_beside("withdraw_from_coaching", list(Role)) == ()


def test_an_aid_is_offered_to_whom_it_speaks() -> None:
    for key in ("change_talk", "coaching_zone"):
        assert aids()[key] in aids_beside("declare_commitment", [Role.COACH])
        assert aids()[key] in aids_beside("declare_commitment", [Role.LEARNER, Role.COACH]), "peers"
    assert aids_beside("declare_commitment", [Role.LEARNER]) == ()
    asking = aids_beside("ask_scaling_question", [Role.LEARNER])
    assert aids()["scaling_ten"] in asking, "of use to whoever asks"
