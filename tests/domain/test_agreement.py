"""Agreement, papers, boundaries: what stands before coaching begins and goes on standing."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    SMART,
    SUPERVISOR,
    agreed,
    evaluated,
    in_feedback,
    in_planning,
    in_practice,
    joins,
    launched,
)
from tests.domain.refusing import refused


def test_everyone_joins_the_version_in_force() -> None:
    story = launched()
    refused(
        story,
        "agreement_version",
        LEARNER,
        "join_agreement",
        agreement_version=2,
        understood=True,
        disclosed="x",
        concerns_go_to="y",
        expected_end="2027-09-01",
    )


def test_an_external_coach_needs_papers() -> None:
    story = agreed(relation="external")
    assert story.missing() == ("coach_contract",)
    papers = {"contract": "A1", "memorandum": "A2", "non_disclosure_agreement": "A3"}
    story.does(COORDINATOR, "note_coach_contract", **papers)
    assert story.missing() == ()


def test_a_supervisor_who_coaches_states_boundaries() -> None:
    story = agreed(relation="supervisor")
    assert story.missing() == ("boundary_statement",)


def test_a_new_version_binds_only_those_who_join_it() -> None:
    story = agreed()
    signed = AGENCY.agreement
    assert signed is not None
    story.agency = AGENCY.model_copy(update={"agreement": signed.model_copy(update={"version": 2})})
    assert story.missing() == ()
    old = {"understood": True, "disclosed": "x", "concerns_go_to": "y"}
    end = {"expected_end": "2027-09-01"}
    refused(story, "agreement_version", COACH, "join_agreement", agreement_version=1, **old, **end)
    story.does(COACH, "join_agreement", agreement_version=2, **old, **end)
    versions = {p: j.version for p, j in story.engagement.joined.items()}
    assert versions == {SUPERVISOR: 1, LEARNER: 1, COACH: 2}


@pytest.mark.parametrize("later", [in_practice, in_feedback, evaluated])
def test_a_coach_assigned_in_any_stage_signs_before_anyone_goes_forward(later: Any) -> None:
    story = later()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    wanted = {"agreement_coach", "confidentiality_explained", "confidentiality_understood"}
    assert wanted | {"enrollment"} <= set(story.missing())
    refused(story, "not_in_engagement", COACH, "advance_stage")
    joins(story, OTHER_COACH)
    assert "agreement_coach" not in story.missing()


def test_a_supervisor_assigned_later_signs_too() -> None:
    story = in_feedback()
    story.does(COORDINATOR, "assign_supervisor", supervisor="supervisor-2")
    assert {"agreement_supervisor", "sustainability_signed"} <= set(story.missing())


def test_who_signed_as_coach_has_not_signed_as_supervisor() -> None:
    story = in_practice()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(COORDINATOR, "assign_supervisor", supervisor=COACH)
    assert "agreement_supervisor" in story.missing()
    joins(story, COACH)
    assert "agreement_supervisor" not in story.missing()


def test_the_expected_end_can_be_agreed_anew_without_signing_anew() -> None:
    story = in_practice()
    refused(story, "expected_end_past", COACH, "agree_expected_end", expected_end="2027-03-01")
    story.does(COACH, "agree_expected_end", expected_end="2028-01-15")
    assert story.engagement.expected_end == date(2028, 1, 15)
    assert "agreement_coach" not in story.missing()


def test_days_are_the_agencys_own() -> None:
    """At 01:00 in UTC it is still the day before in California."""
    story = in_planning()
    story.now = story.now.replace(hour=1) + timedelta(days=1)
    today = date(2027, 3, 1)
    refused(story, "goal_due_past", LEARNER, "set_goal", goal={**SMART, "due": today})
    story.does(LEARNER, "set_goal", goal={**SMART, "due": today + timedelta(days=1)})
    story.does(COACH, "agree_next_step", step="x", owner=COACH, due=today)
