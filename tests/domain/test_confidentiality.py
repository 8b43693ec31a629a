"""Nobody reads what is not for them: over every event there is, and by name where it hurts."""

from typing import Any, get_args

import pytest
from domain.engagement.views.disclosure import consents_in_force, view, view_events

from domain.base.confidential import Audience, Confidential, Consent, mark_of
from domain.base.messages import COACH_ONLY, PAIR_ONLY
from domain.base.roles import Role
from domain.engagement.events import AnyEvent
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.views.overview import overview, todos
from domain.words.client_names import remarks
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    PEER,
    SUPERVISOR,
    Story,
    closed,
    in_feedback,
    in_planning,
    in_practice,
    joins,
    peers_in_practice,
)

EVENTS = get_args(AnyEvent)
MARKED = [(e, name, mark) for e in EVENTS for name in e.model_fields if (mark := mark_of(e, name))]


@pytest.mark.parametrize(("event", "field", "mark"), MARKED)
def test_a_confidential_field_is_shown_to_its_audience_alone(
    event: Any, field: str, mark: Confidential
) -> None:
    one = event.model_construct(**{field: "MARKER"})
    one = one.model_copy(update={n: None for n in event.model_fields if n != field})
    for role in Role:
        shown = field in view(one, role)
        assert shown == (role in mark.audience.value), (event.__name__, field, role)
        consented = field in view(one, role, frozenset(Consent))
        widened = role is Role.SUPERVISOR and mark.widened_by is not None
        assert consented == (shown or widened)


def test_no_role_but_the_pair_reads_what_is_said_in_coaching() -> None:
    """A new event that holds free text has to say whom it is for."""
    names = {"answers", "note", "said", "shared", "summary", "private", "reason", "concern"}
    for event in EVENTS:
        for name in names & set(event.model_fields):
            mark = mark_of(event, name)
            assert mark is not None, (event.__name__, name)
            said_by_staff = event.__name__ in {"EngagementPaused", "EngagementEnded"}
            after_closing = event.__name__ == "FollowUpAnswered"
            if not (said_by_staff or after_closing):
                assert Role.COORDINATOR not in mark.audience.value
                assert Role.SUPERVISOR not in mark.audience.value


def test_leadership_is_told_of_no_engagement() -> None:
    assert [e.__name__ for e in EVENTS if Role.LEADERSHIP in e.seen_by] == []


def _shown(story: Story, role: Role, person: str) -> str:
    numbered = list(enumerate(story.events, start=1))
    return "\n".join(
        x.model_dump_json() for x in view_events(story.engagement, numbered, role, person)
    )


def test_supervisor_and_coordinator_see_nothing_said_in_coaching() -> None:
    story = closed()
    for role, person in ((Role.SUPERVISOR, SUPERVISOR), (Role.COORDINATOR, COORDINATOR)):
        shown = _shown(story, role, person)
        for secret in ("I asked first", "Begin with the words used", "Said kindly", "What worked"):
            assert secret not in shown
    assert "Plans are clearer" in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    assert "Plans are clearer" not in _shown(story, Role.COORDINATOR, COORDINATOR)


def test_a_private_note_is_its_authors_alone() -> None:
    story = in_feedback()
    story.does(COACH, "keep_journal", note="I talked too much")
    story.does(LEARNER, "write_reflection", answers={"aim": "x"}, private="I am afraid")
    assert "I talked too much" in _shown(story, Role.COACH, COACH)
    assert "journal_kept" not in _shown(story, Role.LEARNER, LEARNER)
    assert "I am afraid" in _shown(story, Role.LEARNER, LEARNER)
    assert "I am afraid" not in _shown(story, Role.COACH, COACH)


def test_a_new_coach_gets_the_session_record_and_nothing_of_the_former_coachs_own() -> None:
    story = in_feedback()
    session = story.does(COACH, "schedule_session", starts=story.now)
    story.does(COACH, "hold_session", session=session, done="Two plans read")
    story.does(COACH, "keep_journal", note="I talked too much")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(LEARNER, "write_reflection", answers={"aim": "A fresh start"})
    shown = _shown(story, Role.COACH, OTHER_COACH)
    assert "Two plans read" in shown
    assert "A fresh start" in shown
    assert "I asked first" not in shown
    assert "I talked too much" not in shown
    assert "journal_kept" not in shown
    assert "Begin with the words used" not in shown


def test_between_peers_neither_reads_the_others_private_words() -> None:
    story = peers_in_practice()
    story.does(LEARNER, "write_reflection", answers={"aim": "x"}, private="Only mine")
    story.does(LEARNER, "keep_journal", note="Mine as well")
    for role in (Role.LEARNER, Role.COACH):
        shown = _shown(story, role, PEER)
        assert "Only mine" not in shown
        assert "Mine as well" not in shown


def test_a_debrief_is_the_supervisors_once_the_learner_has_seen_it() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="Going well")
    assert "Going well" not in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    story.does(LEARNER, "see_debrief", debrief=debrief)
    assert "Going well" in _shown(story, Role.SUPERVISOR, SUPERVISOR)


def test_ratings_reach_the_supervisor_only_by_agreement_and_consent() -> None:
    allowing = AGENCY.agreement.model_copy(update={"ratings_to_supervisor": True})  # type: ignore[union-attr]
    permits = AGENCY.model_copy(update={"agreement": allowing})
    story = in_feedback()
    story.does(LEARNER, "rate_goal", goal="goal-1", rating=7)
    assert '"rating":7' not in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=True)
    assert '"rating":7' not in _shown(story, Role.SUPERVISOR, SUPERVISOR), "not in the agreement"
    story.agency = permits
    joins(story, LEARNER)
    assert '"rating":7' in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    assert "give" not in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=False)
    assert '"rating":7' not in _shown(story, Role.SUPERVISOR, SUPERVISOR)
    assert consents_in_force(story.engagement) == frozenset()


def test_the_coordinator_learns_of_a_risk_and_neither_who_nor_why() -> None:
    low, high = in_planning(), in_planning()
    for story, doubtful in ((low, LEARNER), (high, COACH)):
        for person in (LEARNER, COACH):
            level = 2 if person == doubtful else 9
            story.does(person, "declare_commitment", level=level, committed_to="x")
    assert low.engagement.at_risk
    assert high.engagement.at_risk
    for story in (low, high):
        shown = _shown(story, Role.COORDINATOR, COORDINATOR)
        assert "enrollment_at_risk" in shown
        for word in ("commitment_declared", "level", "barrier", "reason"):
            assert word not in shown
        assert "at_risk" not in _shown(story, Role.SUPERVISOR, SUPERVISOR)
        assert suppliers(story.engagement, "enrollment") == (COACH, LEARNER)
    views = [overview(s.engagement, AGENCY) for s in (low, high)]
    assert views[0].missing == views[1].missing


def test_who_has_answered_a_checkpoint_is_not_asked_again_and_only_they_can_tell() -> None:
    story = in_planning()
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    waiting = {t.person for t in todos(story.engagement, AGENCY) if t.requirement == "enrollment"}
    assert waiting == {COACH}


def test_why_a_checkpoint_opened_is_the_pairs_alone() -> None:
    story = in_practice()
    story.later(22)
    assert "silence" in _shown(story, Role.COACH, COACH)
    assert "silence" not in _shown(story, Role.COORDINATOR, COORDINATOR)


def test_a_referral_is_the_pairs_alone_unless_it_ends_the_engagement() -> None:
    story = in_practice()
    story.does(COACH, "refer_learner", referred_to="Counselling")
    assert "refer" not in _shown(story, Role.COORDINATOR, COORDINATOR)
    story.does(LEARNER, "refer_learner", referred_to="Counselling", ends_engagement=True)
    shown = _shown(story, Role.COORDINATOR, COORDINATOR)
    assert '"outcome":"referred"' in shown
    assert "Counselling" not in shown


def test_the_engines_word_for_somebodys_act_says_no_more_than_the_act() -> None:
    story = in_planning()
    story.does(LEARNER, "decline_coaching", reason="No trust")
    shown = _shown(story, Role.COORDINATOR, COORDINATOR)
    assert "coaching_declined" not in shown
    assert "No trust" not in shown
    assert "not_enrolled" in shown


def test_seen_by_names_no_more_than_a_fields_audience_needs() -> None:
    for event, field, mark in MARKED:
        if event.seen_by in (PAIR_ONLY, COACH_ONLY):
            assert mark.audience in (Audience.PAIR, Audience.COACH, Audience.LEARNER), field


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Case no. 2027-04411 went well", ["case_number"]),
        ("See file JV123456", ["case_number"]),
        ("Mrs. Alvarez cried", ["name"]),
        ("The mother Maria asked", ["name"]),
        ("On 2027-05-01 in four of five plans we met 12 families", []),
        ("A case plan for the family, written together", []),
        ("I asked the child first", []),
    ],
)
def test_forms_remark_on_what_looks_like_a_client(text: str, kinds: list[str]) -> None:
    found = remarks(text)
    assert [r.kind for r in found] == kinds
    assert all(text[r.start : r.end] == r.passage for r in found)
