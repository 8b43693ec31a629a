"""What went wrong, as the terminal says it."""

import pytest

from domain.base.refusals import OWN_WORDS, RequirementUnmet
from domain.words import say_requirement
from services.acting.act import act_named
from services.troubles import BadUsage
from workers.cli.exits import Exit
from workers.cli.explaining import report


def test_what_is_missing_before_a_stage_can_be_left_has_a_line_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = {"our_need": "Our own need is not met yet (coach)."}
    unmet = RequirementUnmet("goals", "agreement_coach", "our_need", own_words=own)
    assert f"{OWN_WORDS}our_need" in unmet.facts
    assert report(unmet) == Exit.REFUSED
    assert capsys.readouterr().err.splitlines() == [
        "coaching: This stage can't be left yet. Record what is missing, then try again.",
        f"  - {say_requirement('goals')}",
        f"  - {say_requirement('agreement_coach')}",
        "  - Our own need is not met yet (coach).",
    ]


def test_text_typed_where_an_act_belongs_is_not_shown_in_full() -> None:
    with pytest.raises(BadUsage) as wrong:
        act_named("note=" + "what somebody wrote, " * 200)
    assert len(wrong.value.what) < 100
