"""Papers on a terminal say what their PDFs say, and steer nothing."""

from datetime import date

import pytest

from activities.rendering.plain import (
    debrief_text,
    development_plan_text,
    handoff_text,
    plan_text,
    terms_text,
)
from domain.engagement.views.approvals import DebriefPaper, PlanPaper, SignatureLine, TermsPaper
from tests.activities.samples import DEVELOPMENT_PLAN, HANDOFF, UNSEEN

DANA = SignatureLine(name="Dana Whitfield", role="supervisor", day=date(2026, 10, 1))
TERMS = TermsPaper(
    agency="Cedar County",
    learners="Maria Nguyễn",
    supervisor="Dana Whitfield",
    coach="Tomás Ibarra",
    version=2,
    agreement_version=4,
    topics=(("expected_results", "Skills that last."), ("confidentiality", "It stays here.")),
    disclosed="Dates and goals go to the supervisor.",
    concerns_go_to="Ruth Okafor",
    expected_end=date(2027, 3, 1),
    ratings_to_supervisor=False,
    narrowed=("debriefs",),
    signatures=(DANA,),
    in_force=False,
)
PLAN = PlanPaper(version=3, promised="An hour a week", supported_by=None, signed=None)
DEBRIEF = DebriefPaper(
    written_by="Tomás Ibarra",
    written=date(2026, 12, 4),
    revision=2,
    joint=False,
    seen=False,
    text="Going well.",
)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_handoff_says_goals_whole_who_signed_and_its_version() -> None:
    said = flat(handoff_text(HANDOFF))
    assert "Coaching handoff, version 1" in said
    assert "Measured by: Five observed visits, with the opening checklist" in said
    assert "By: February 12, 2027" in said
    assert "each quarter. Signed by Ruth Okafor." in said
    assert "June 1, 2027 (90 days after closing)" in said
    assert "lee.park@childrens-services.cedar-county.example" in said


def test_a_handoff_the_learner_has_not_seen_says_so() -> None:
    said = flat(handoff_text(UNSEEN))
    assert "The learner has not seen this handoff." in said
    assert "What the learner tells" not in said
    assert "Next steps" not in said


def test_a_handoff_without_a_promise_says_that_none_was_signed() -> None:
    bare = HANDOFF.model_copy(update={"promised": None, "promised_by": None})
    said = flat(handoff_text(bare))
    assert "No promise was signed." in said
    assert "Signed by" not in said


def test_a_development_plan_says_what_by_when() -> None:
    said = flat(development_plan_text(DEVELOPMENT_PLAN))
    assert "Take the interpreter course (by May 10, 2027)" in said
    assert "Ana as a partner" in said


def test_terms_say_the_version_to_sign_what_they_narrow_and_who_signed() -> None:
    said = flat(terms_text(TERMS))
    assert "version 2" in said
    assert "The agency's agreement, version 4" in said
    assert "Expected results ---------------- Skills that last." in said
    assert "do not read: * debriefs" in said
    assert "Dana Whitfield (supervisor), October 1, 2026" in said
    assert "Until they have, the terms before these hold." in said
    assert "All have signed." in flat(terms_text(TERMS.model_copy(update={"in_force": True})))


def test_a_plan_says_whether_it_is_signed() -> None:
    assert "Not signed yet." in plan_text(PLAN)
    signed = PLAN.model_copy(update={"signed": DANA})
    assert "Dana Whitfield (supervisor), October 1, 2026" in plan_text(signed)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The learner has not seen it yet."),
        ({"seen": True}, "The learner has seen it."),
        ({"joint": True}, "with the learner there"),
    ],
)
def test_a_debrief_says_who_has_seen_it(changes: dict[str, bool], said: str) -> None:
    text = debrief_text(DEBRIEF.model_copy(update=changes))
    assert said in text
    assert "revision 2" in text


def test_what_people_wrote_cannot_steer_the_terminal() -> None:
    text = debrief_text(DEBRIEF.model_copy(update={"text": "a\x1b[2Jb\u202ec"}))
    assert "\x1b" not in text
    assert "a[U+001B][2Jb[U+202E]c" in text


def test_line_ends_that_people_made_stay() -> None:
    text = debrief_text(DEBRIEF.model_copy(update={"text": "First.\n\nSecond."}))
    assert "First.\n\nSecond." in text
