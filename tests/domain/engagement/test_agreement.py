"""The terms: one text with a version that all sign; the expected end; confidentiality."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.base.roles import Role
from domain.engagement.events import EVENT_CLASSES
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.topics.agreement import TOPICS_NARROWED, has_signed, in_force
from domain.engagement.topics.agreement import latest as latest_terms
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    PEER,
    SMART,
    SUPERVISOR,
    TERMS,
    Story,
    agreed,
    agrees_on_terms,
    group,
    in_planning,
    in_practice,
    launched,
    signs,
)

SIGNATURES = {"agreement_supervisor", "agreement_learner", "agreement_coach"}
WITHOUT_RATINGS = AGENCY.model_copy(
    update={
        "agreement": AGENCY.agreement
        and AGENCY.agreement.model_copy(update={"ratings_to_supervisor": False})
    }
)


def _proposes(story: Story, by: str = COACH, **terms: Any) -> int:
    story.does(by, "propose_terms", **{**TERMS, **terms})
    return story.version("terms")


def _version_in_force(story: Story) -> int:
    terms = in_force(story.engagement)
    return terms.version if terms else 0


def test_all_sign_one_text_and_nobody_another() -> None:
    """C5: three people could join three different terms, and the gate opened."""
    story = launched()
    _proposes(story, SUPERVISOR, disclosed="Only safety")
    signs(story, SUPERVISOR)
    _proposes(story, COACH, disclosed="Every rating", ratings_to_supervisor=True)
    refusal = story.refusal(LEARNER, "join_agreement", version=1, understood=True)
    assert refusal.code == "terms_changed"
    assert refusal.facts["version"] == 2
    signs(story, LEARNER, COACH)
    assert "agreement_supervisor" in story.missing(), "the supervisor signed another text"
    assert in_force(story.engagement) is None
    signs(story, SUPERVISOR)
    assert not SIGNATURES & set(story.missing())
    assert _version_in_force(story) == 2


def test_new_terms_ask_for_all_signatures_and_the_former_hold_until_then() -> None:
    story = in_practice()
    _proposes(story, LEARNER, expected_end="2027-12-01", ratings_to_supervisor=True)
    assert set(story.missing()) >= SIGNATURES
    signs(story, LEARNER, COACH)
    assert _version_in_force(story) == 1
    assert story.engagement.expected_end == date(2027, 9, 1)
    signs(story, SUPERVISOR)
    assert _version_in_force(story) == 2
    assert story.engagement.expected_end == date(2027, 12, 1)


def test_terms_in_force_can_neither_be_taken_back_nor_written_over() -> None:
    story = in_practice()
    terms = latest_terms(story.engagement)
    assert terms is not None
    taken = {"entry": terms.entry_id, "reason": "I changed my mind"}
    assert story.refuses(COACH, "retract_entry", **taken) == "not_retractable"
    with pytest.raises(ValidationError):
        story.does(COACH, "propose_terms", corrects=terms.entry_id, **TERMS)


def test_a_signature_taken_back_is_asked_for_again() -> None:
    story = launched()
    _proposes(story)
    mine = story.does(LEARNER, "join_agreement", version=1, understood=True)
    story.does(LEARNER, "retract_entry", entry=mine, reason="Not read yet")
    assert not has_signed(story.engagement, LEARNER, Role.LEARNER)
    assert "agreement_learner" in story.missing()


def test_who_signs_knows_what_coaching_is() -> None:
    story = launched()
    assert story.refuses(LEARNER, "join_agreement", version=1, understood=True) == "no_terms"
    _proposes(story)
    assert story.refuses(LEARNER, "join_agreement", version=1, understood=False) == "not_understood"
    assert story.refuses(COORDINATOR, "join_agreement", version=1, understood=True) == (
        "role_may_not"
    )


def test_signing_twice_is_signing_once() -> None:
    story = launched()
    _proposes(story)
    signs(story, LEARNER, LEARNER)
    assert story.kinds().count("agreement_joined") == 1


@pytest.mark.parametrize("named", [LEARNER, COACH])
def test_a_concern_goes_to_neither_learner_nor_coach(named: str) -> None:
    terms = {**TERMS, "concerns_go_to": named}
    assert launched().refuses(COACH, "propose_terms", **terms) == "concerns_need_another"


def test_a_concern_may_go_to_anybody_else() -> None:
    story = launched()
    agrees_on_terms(story, concerns_go_to="ombudsman-1")
    terms = in_force(story.engagement)
    assert terms is not None
    assert terms.concerns_go_to == "ombudsman-1"


def test_terms_rest_on_the_agencys_agreement() -> None:
    unsigned = AGENCY.model_copy(update={"agreement": None})
    story = launched(unsigned)
    assert story.refuses(COACH, "propose_terms", **TERMS) == "no_agency_agreement"
    assert "agency_agreement" in story.missing()
    rated = {**TERMS, "ratings_to_supervisor": True}
    assert launched(WITHOUT_RATINGS).refuses(COACH, "propose_terms", **rated) == (
        "ratings_not_allowed"
    )


def test_the_leaders_are_asked_for_the_agencys_agreement_and_not_the_coordinator() -> None:
    """C15: the gate asked the coordinator for what only leadership may do."""
    story = launched(AGENCY.model_copy(update={"agreement": None}))
    soon = story.now + timedelta(days=4)
    assert "agency_agreement" in story.owed_to("leader-1", by=soon)
    assert "agency_agreement" not in story.owed_to(COORDINATOR, by=soon)


def test_a_new_version_of_the_agencys_agreement_leaves_signed_terms_as_they_are() -> None:
    story = agreed()
    signed = AGENCY.agreement
    assert signed is not None
    story.agency = AGENCY.model_copy(update={"agreement": signed.model_copy(update={"version": 2})})
    assert story.missing() == ()
    _proposes(story)
    terms = latest_terms(story.engagement)
    assert terms is not None
    assert terms.agency_agreement_version == 2


def test_what_terms_may_narrow_is_what_some_event_is_about() -> None:
    assert {event.topic for event in EVENT_CLASSES} - {""} == set(TOPICS_NARROWED)
    with pytest.raises(ValidationError):
        _proposes(launched(), narrowed=["everything"])


def test_terms_narrow_what_the_supervisor_reads_and_nothing_of_the_pairs() -> None:
    story = in_planning()
    story.does(LEARNER, "set_goal", goal=SMART)
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    assert "goal" in story.knows(SUPERVISOR, "goal_set")[0]
    agrees_on_terms(story, narrowed=["goals"])
    assert "goal" not in story.knows(SUPERVISOR, "goal_set")[0]
    assert "goal" in story.knows(COACH, "goal_set")[0]


def test_in_a_group_no_learner_rewrites_what_the_others_signed() -> None:
    story = group(in_practice, size=3)
    anew = {**TERMS, "expected_end": "2027-12-01"}
    assert story.refuses(GROUP[0], "propose_terms", **anew) == "coach_moves_the_group"
    wanted = model_of(story.engagement).needs["terms"]
    assert set(suppliers(story.engagement, story.agency, wanted)) == {COACH, SUPERVISOR}
    story.does(SUPERVISOR, "propose_terms", **anew)
    assert "agreement_learner" in story.missing()


def test_in_a_group_each_learner_signs() -> None:
    story = launched(learners=list(GROUP))
    _proposes(story)
    signs(story, SUPERVISOR, COACH, *GROUP[:5])
    assert "agreement_learner" in story.missing()
    assert in_force(story.engagement) is None
    signs(story, GROUP[5])
    assert "agreement_learner" not in story.missing()
    assert _version_in_force(story) == 1


def test_terms_hold_without_the_learner_who_left_before_signing() -> None:
    story = group(in_practice, 3)
    _proposes(story)
    signs(story, SUPERVISOR, COACH, *GROUP[:2])
    assert _version_in_force(story) == 1
    story.does(GROUP[2], "withdraw_from_coaching")
    assert _version_in_force(story) == 2


def test_a_peer_signs_once_for_both_parts() -> None:
    story = launched(learners=[LEARNER, PEER], coach=None, relation="peer")
    _proposes(story, LEARNER)
    signs(story, SUPERVISOR, LEARNER)
    assert in_force(story.engagement) is None
    signs(story, PEER)
    assert not SIGNATURES & set(story.missing())
    assert _version_in_force(story) == 1


def test_the_expected_end_can_be_agreed_anew_without_signing_anew() -> None:
    story = in_practice()
    for day, code in (("2027-03-01", "expected_end_past"), ("9999-01-01", "date_far_off")):
        assert story.refuses(COACH, "agree_expected_end", expected_end=day) == code
    assert story.refuses(LEARNER, "agree_expected_end", expected_end="2028-01-15") == "role_may_not"
    story.does(COACH, "agree_expected_end", expected_end="2028-01-15")
    assert story.engagement.expected_end == date(2028, 1, 15)
    assert not SIGNATURES & set(story.missing())


def test_days_are_the_agencys_own() -> None:
    """At 01:00 in UTC it is still the day before in California."""
    story = in_planning()
    story.now = story.now.replace(hour=1) + timedelta(days=1)
    today = date(2027, 3, 1)
    goal = {**SMART, "due": today}
    assert story.refuses(LEARNER, "set_goal", goal=goal) == "goal_due_past"
    story.does(LEARNER, "set_goal", goal={**SMART, "due": today + timedelta(days=1)})


def test_confidentiality_is_explained_whole_before_it_is_understood() -> None:
    story = launched()
    half = {"exceptions_explained": True, "mandated_reporting_explained": False}
    whole = {**half, "mandated_reporting_explained": True}
    assert story.refuses(LEARNER, "understand_confidentiality") == "not_explained_yet"
    assert story.refuses(COACH, "explain_confidentiality", **half) == "confidentiality_incomplete"
    story.does(COACH, "explain_confidentiality", **whole)
    story.does(LEARNER, "understand_confidentiality")
    assert not {"confidentiality_explained", "confidentiality_understood"} & set(story.missing())
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert {"confidentiality_explained", "confidentiality_understood"} <= set(story.missing())
    story.does(OTHER_COACH, "explain_confidentiality", **whole)
    assert "confidentiality_understood" in story.missing(), "it was understood of another coach"


def test_between_peers_either_explains_confidentiality_and_both_understand() -> None:
    story = launched(learners=[LEARNER, PEER], coach=None, relation="peer")
    told = {"exceptions_explained": True, "mandated_reporting_explained": True}
    story.does(PEER, "explain_confidentiality", **told)
    story.does(PEER, "understand_confidentiality")
    assert "confidentiality_understood" in story.missing()
    story.does(LEARNER, "understand_confidentiality")
    assert "confidentiality_understood" not in story.missing()
