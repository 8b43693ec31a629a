"""Scores against cases worked out by hand, with answers missing and at every boundary."""

import pytest

from domain.base.refusals import Refusal
from domain.instruments import answers
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument
from domain.instruments.scoring import PartScore, Score, Verdict, score
from domain.instruments.shelf import RELEASED, released


def _given(one: Instrument, *numbers: int | None) -> Answers:
    """Answers to the first items, in order."""
    items = dict(zip((item.key for item in one.items), numbers, strict=False))
    given = Answers(items=items)
    answers.check(one, given)
    return given


def _scored(name: str, *numbers: int | None) -> Score:
    one = released(name, 1)
    return score(one, _given(one, *numbers))


def _values(found: Score) -> list[float | None]:
    return [part.value for part in found.parts]


@pytest.mark.parametrize(
    ("yes", "no", "verdict"),
    [
        (7, 5, Verdict.ABOVE),
        (6, 6, Verdict.NOT_ABOVE),  # as many is not more
        (5, 7, Verdict.NOT_ABOVE),
        (12, 0, Verdict.ABOVE),
        (0, 12, Verdict.NOT_ABOVE),
        (7, 0, Verdict.ABOVE),  # the other five could all be no
        (6, 0, None),  # they could be, and then it is no majority
        (6, 5, None),
        (0, 6, Verdict.NOT_ABOVE),  # six more could all be yes: as many, not more
        (0, 5, None),
        (5, 6, Verdict.NOT_ABOVE),
    ],
)
def test_readiness_is_a_majority_of_the_twelve(yes: int, no: int, verdict: Verdict | None) -> None:
    found = _scored("coaching_readiness", *[1] * yes, *[0] * no)
    assert found.verdict is verdict
    assert _values(found) == [float(yes)]
    assert found.parts[0].given == yes + no
    assert found.complete is (yes + no == 12)


@pytest.mark.parametrize(("yes", "verdict"), [(3, Verdict.ABOVE), (2, Verdict.NOT_ABOVE)])
def test_an_agencys_readiness_is_a_majority_of_four(yes: int, verdict: Verdict) -> None:
    found = _scored("agency_readiness", *[1] * yes, *[0] * (4 - yes))
    assert (found.verdict, found.complete) == (verdict, True)


def test_a_starred_yes_warns_and_is_not_counted() -> None:
    ready = _scored("coaching_readiness", *[1] * 12, 1)
    assert (ready.verdict, ready.warned_by) == (Verdict.ABOVE, ("private_strain",))
    assert _values(ready) == [12.0]
    even = _scored("coaching_readiness", *[1] * 6, *[0] * 6, 1)
    assert even.verdict is Verdict.NOT_ABOVE, "the starred yes does not make seven"
    assert _scored("agency_readiness", 1, 1, 1, 1, 0).warned_by == ()
    assert _scored("agency_readiness", 0, 0, 0, 0, 1).warned_by == ("conflict",)


def test_learning_culture_has_two_totals() -> None:
    # Sides alternate: for learning, against learning.
    assert _values(_scored("learning_culture", *[1, 5] * 13)) == [13.0, 65.0]
    assert _values(_scored("learning_culture", *[5, 1] * 13)) == [65.0, 13.0]
    # 3+4+2+5+1+3+4+2+5+1+3+4+2 = 39; each other side one more of 2: 26.
    pro = [3, 4, 2, 5, 1, 3, 4, 2, 5, 1, 3, 4, 2]
    mixed = [number for one in pro for number in (one, 2)]
    assert _values(_scored("learning_culture", *mixed)) == [39.0, 26.0]


def test_a_total_waits_for_its_last_answer() -> None:
    found = _scored("learning_culture", *([3, 2] * 13)[:-1])
    assert _values(found) == [39.0, None]
    assert (found.parts[1].given, found.parts[1].asked, found.complete) == (12, 13, False)


def test_trust_is_a_mean_of_eight_and_one_of_four() -> None:
    # 7+6+5+4+3+2+1+4 = 32, by 8; 7+7+6+5 = 25, by 4.
    found = _scored("organizational_trust", 7, 6, 5, 4, 3, 2, 1, 4, 7, 7, 6, 5)
    assert _values(found) == [4.0, 6.25]
    assert found.complete
    assert _values(_scored("organizational_trust", *[1] * 12)) == [1.0, 1.0]
    assert _values(_scored("organizational_trust", *[7] * 12)) == [7.0, 7.0]


def test_a_mean_is_of_what_was_answered_and_says_of_how_many() -> None:
    found = _scored("organizational_trust", 7, 6, 2)
    assert found.parts == (
        PartScore(part="supervisor", value=5.0, given=3, left_out=0, asked=8),
        PartScore(part="organization", value=None, given=0, left_out=0, asked=4),
    )
    assert not found.complete


def test_what_does_not_apply_is_left_out_of_the_mean() -> None:
    # 5+3+1 = 9, by 3; the fourth was never to be seen.
    found = _scored("coaching_practices", 5, 3, None, 1)
    assert found.parts == (PartScore(part="practices", value=3.0, given=3, left_out=1, asked=14),)
    whole = _scored("coaching_practices", *[4] * 12, None, None)
    assert (_values(whole), whole.complete) == ([4.0], True)
    assert _values(_scored("coaching_practices", *[None] * 14)) == [None]


def test_responsibilities_leave_out_what_does_not_apply() -> None:
    # Ten of 1, ten of 2, ten of 3: 60 by 30.
    found = _scored("job_responsibilities", *[1] * 10, *[2] * 10, *[3] * 10, None)
    assert (_values(found), found.parts[0].left_out, found.complete) == ([2.0], 1, True)


def test_strengths_and_what_to_work_on_part_at_agree() -> None:
    found = _scored("supervisory_coaching", 1, 2, 3, 4)
    assert found.to_work_on == ("chances_to_apply", "time")
    assert found.strengths == ("open_questions", "learning_needs")
    assert _values(found) == [2.5]
    assert _scored("coaching_skills", *[5] * 14).strengths == (), "no such line is drawn there"


@pytest.mark.parametrize(
    "which", sorted(one for one in RELEASED if released(*one).items), ids=lambda which: which[0]
)
def test_every_boundary_is_taken_and_nothing_beyond(which: tuple[str, int]) -> None:
    one = released(*which)
    for number in (one.scale.low, one.scale.high):
        _given(one, *[number] * len(one.items))
    for number in (one.scale.low - 1, one.scale.high + 1):
        with pytest.raises(Refusal, match="answer_off_scale"):
            _given(one, number)
    if one.scale.instead is None:
        with pytest.raises(Refusal, match="no_instead"):
            _given(one, None)


def test_what_is_not_asked_is_refused() -> None:
    one = released("job_responsibilities", 1)
    for wrong, code in (
        (Answers(), "nothing_answered"),
        (Answers(items={"no_such": 1}), "unknown_item"),
        (Answers(notes={"no_such": {"reasons": "x"}}), "unknown_item"),
        (Answers(notes={"morale": {"no_such": "x"}}), "unknown_item"),
        (Answers(in_words={"no_such": "x"}), "unknown_item"),
    ):
        with pytest.raises(Refusal, match=code):
            answers.check(one, wrong)
    answers.check(one, Answers(notes={"morale": {"reasons": "It keeps people here."}}))
