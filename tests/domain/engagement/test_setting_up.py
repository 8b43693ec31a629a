"""What is looked at before coaching begins, and who may know of it."""

from typing import Any

import pytest

from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    PEER,
    SUPERVISOR,
    agreed,
    launched,
    sets_up,
)

PAPERS = {"contract": "A1", "memorandum": "A2", "non_disclosure_agreement": "A3"}
SKILLED = {"statement": "Ten years of case plans"}


def test_a_coach_says_how_expert_they_are_in_the_named_skill() -> None:
    """C17: a coach's expertise was missing altogether."""
    story = launched()
    assert "expertise" in story.missing()
    assert story.refuses(LEARNER, "state_expertise", **SKILLED) == "role_may_not"
    story.does(COACH, "state_expertise", **SKILLED)
    assert "expertise" not in story.missing()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert "expertise" in story.missing(), "it was another coach's"


@pytest.mark.parametrize(
    ("kind", "event", "fields", "by", "text"),
    [
        ("state_expertise", "expertise_stated", SKILLED, COACH, "statement"),
        ("look_at_readiness", "readiness_looked_at", {"note": "Ready"}, COACH, "note"),
        ("note_coach_contract", "coach_contract_noted", PAPERS, COORDINATOR, "contract"),
    ],
)
def test_the_pair_reads_it_the_coordinator_knows_of_it_the_supervisor_does_not(
    kind: str, event: str, fields: dict[str, Any], by: str, text: str
) -> None:
    story = launched(relation="external")
    story.does(by, kind, **fields)
    for person in (LEARNER, COACH):
        assert text in story.knows(person, event)[0]
    assert story.knows(SUPERVISOR, event) == []
    assert len(story.knows(COORDINATOR, event)) == 1
    assert (text in story.knows(COORDINATOR, event)[0]) is (by == COORDINATOR)


def test_an_external_coach_needs_papers() -> None:
    story = agreed(relation="external")
    assert story.missing() == ("coach_contract",)
    story.does(COORDINATOR, "note_coach_contract", **PAPERS)
    assert story.missing() == ()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH, relation="external")
    assert "coach_contract" in story.missing(), "they are another coach's papers"


def test_only_an_external_coach_has_papers_and_only_a_supervisor_boundaries() -> None:
    story = launched()
    assert story.refuses(COORDINATOR, "note_coach_contract", **PAPERS) == "coach_not_external"
    apart = {"statement": "Kept apart"}
    assert story.refuses(COACH, "state_boundaries", **apart) == "coach_not_supervisor"
    nobody = launched(coach=None)
    assert nobody.refuses(COORDINATOR, "note_coach_contract", **PAPERS) == "no_coach"


def test_readiness_is_looked_at_for_each_learner_of_a_group() -> None:
    story = launched(learners=list(GROUP[:3]))
    story.does(COACH, "look_at_readiness", note="Ready", about=list(GROUP[:2]))
    assert "readiness" in story.missing()
    others = {"note": "They are ready", "about": [GROUP[1]]}
    assert story.refuses(GROUP[0], "look_at_readiness", **others) == "about_yourself_only"
    story.does(GROUP[2], "look_at_readiness", note="I am ready")
    assert "readiness" not in story.missing()


def test_peers_need_no_expert_and_no_coach() -> None:
    story = launched(learners=[LEARNER, PEER], coach=None, relation="peer")
    assert not {"coach_assigned", "expertise", "agreement_coach"} & set(story.missing())
    sets_up(story)
    assert story.missing() == ()


def test_a_note_can_be_corrected_or_taken_back_by_its_author() -> None:
    story = launched()
    mine = story.does(COACH, "look_at_readiness", note="Raedy")
    story.does(COACH, "look_at_readiness", note="Ready", corrects=mine)
    fix = {"note": "Not ready", "corrects": mine}
    assert story.refuses(LEARNER, "look_at_readiness", **fix) == "not_author"
    story.does(COACH, "retract_entry", entry=mine, reason="Wrong learner")
    assert "readiness" in story.missing()


def test_everything_is_there_before_the_first_stage_is_left() -> None:
    story = launched(AGENCY)
    assert set(story.missing()) == {
        "readiness",
        "expertise",
        "terms",
        "agreement_supervisor",
        "agreement_learner",
        "agreement_coach",
        "confidentiality_explained",
        "confidentiality_understood",
        "sustainability_plan",
        "sustainability_signed",
    }
