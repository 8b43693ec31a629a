"""Nobody reads what is not for them, by name where it hurts; the whole table is in visibility."""

import pytest

from domain.base.confidential import mark_of
from domain.base.roles import Role
from domain.engagement.duties.owed import duties
from domain.engagement.events import EVENT_CLASSES
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.engagement.views.overview import overview, todos
from domain.words.client_names import remarks
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_COACH,
    PEER,
    SUPERVISOR,
    Story,
    closed,
    enrolls,
    group,
    in_feedback,
    in_planning,
    in_practice,
    observes,
    peers,
)

STAFF = (Role.SUPERVISOR, Role.COORDINATOR)
SAID = {"answers", "note", "said", "shared", "summary", "private", "concern", "reason"}
OTHERWISE_SHOWN = {
    ("follow_up_answered", "note"): Role.SUPERVISOR,
    ("engagement_paused", "reason"): Role.COORDINATOR,
    ("engagement_ended", "reason"): Role.COORDINATOR,
    ("part_ended", "reason"): Role.COORDINATOR,
}
"""What a supervisor writes; why the coordinator did something."""


def shown(story: Story, person: str) -> str:
    return "\n".join(line.model_dump_json() for line in story.sees(person))


def test_no_role_but_the_pair_reads_what_is_said_in_coaching() -> None:
    """A new event that holds free text has to say whom it is for."""
    for event in EVENT_CLASSES:
        kind = str(event.model_fields["kind"].default)
        for name in SAID & set(event.model_fields):
            mark = mark_of(event, name)
            if mark is None:
                assert kind == "concern_answered", (kind, name)
                assert name == "concern", "there it is the entry's id"
            else:
                readers = {role for role in STAFF if mark.audience.release(role) is not None}
                if kind == "concern_raised":
                    assert readers == set(STAFF), "whoever is named for it"
                else:
                    assert readers <= {OTHERWISE_SHOWN.get((kind, name))}, (kind, name)


def test_leadership_is_told_of_no_engagement() -> None:
    assert [e for e in EVENT_CLASSES if e.known_to.release(Role.LEADERSHIP) is not None] == []


def test_supervisor_and_coordinator_see_nothing_said_in_coaching() -> None:
    story = closed()
    for person in (SUPERVISOR, COORDINATOR):
        for secret in ("I asked first", "Begin with the words used", "Said kindly", "What worked"):
            assert secret not in shown(story, person)
    assert "Plans are clearer" in shown(story, SUPERVISOR)
    assert "Plans are clearer" not in shown(story, COORDINATOR)


def test_between_peers_neither_reads_the_others_private_words() -> None:
    story = peers()
    observes(story, LEARNER)
    story.does(LEARNER, "write_reflection", answers={"aim": "x"}, private="Only mine")
    story.does(LEARNER, "keep_journal", note="Mine as well")
    assert "Only mine" not in shown(story, PEER)
    assert "Mine as well" not in shown(story, PEER)
    assert "Only mine" in shown(story, LEARNER)


def test_what_a_new_coach_and_the_learner_begin_anew_is_theirs() -> None:
    story = in_feedback()
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(LEARNER, "write_reflection", answers={"aim": "A fresh start"})
    assert "A fresh start" in shown(story, OTHER_COACH)
    assert "A fresh start" not in shown(story, COACH)
    assert "I asked first" not in shown(story, OTHER_COACH)


def test_the_coordinator_learns_of_a_risk_and_neither_who_nor_why() -> None:
    low, high = in_planning(), in_planning()
    for story, doubtful in ((low, LEARNER), (high, COACH)):
        for person in (LEARNER, COACH):
            level = 2 if person == doubtful else 9
            story.does(person, "declare_commitment", level=level, committed_to="x")
    for story in (low, high):
        assert story.engagement.at_risk
        seen = shown(story, COORDINATOR)
        assert "enrollment_at_risk" in seen
        for word in ("commitment_declared", "level", "barrier", "reason"):
            assert word not in seen
        assert "at_risk" not in shown(story, SUPERVISOR)
        need = model_of(story.engagement).needs["enrollment"]
        assert set(suppliers(story.engagement, AGENCY, need)) == {COACH, LEARNER}
    views = [
        overview(story.engagement, AGENCY, duties(story.engagement, AGENCY))
        for story in (low, high)
    ]
    assert views[0].missing == views[1].missing
    listed = [
        {t.person for t in todos(s.engagement, AGENCY) if t.requirement == "enrollment"}
        for s in (low, high)
    ]
    assert listed[0] == listed[1] == {COACH, LEARNER}


def test_why_a_checkpoint_opened_is_the_pairs_alone() -> None:
    story = in_practice()
    story.later(22)
    assert "silence" in shown(story, COACH)
    assert "silence" not in shown(story, COORDINATOR)


def test_a_referral_is_the_pairs_alone_unless_it_ends_the_part() -> None:
    story = in_practice()
    story.does(COACH, "refer_learner", referred_to="Counselling")
    assert "refer" not in shown(story, COORDINATOR)
    story.does(LEARNER, "refer_learner", referred_to="Counselling", ends_part=True)
    seen = shown(story, COORDINATOR)
    assert '"outcome":"referred"' in seen
    assert "Counselling" not in seen
    assert "refer" not in shown(story, SUPERVISOR)


def test_the_engines_word_for_somebodys_act_says_no_more_than_the_act() -> None:
    story = in_planning()
    story.does(LEARNER, "decline_coaching", reason="No trust")
    seen = shown(story, COORDINATOR)
    assert "coaching_declined" not in seen
    assert "No trust" not in seen
    assert "not_enrolled" in seen


def test_who_has_left_a_group_learns_no_more_of_the_others() -> None:
    story = group(in_planning, size=3)
    gone = GROUP[0]
    story.does(gone, "withdraw_from_coaching", reason="Private")
    before = story.sees(gone)
    assert before[-1].kind in {"part_ended", "learner_withdrew"}
    enrolls(story)
    story.does(COACH, "go_back", to="initial_interest")
    story.does(GROUP[1], "withdraw_from_coaching")
    story.does(COORDINATOR, "pause_engagement", reason="Leave")
    assert story.sees(gone) == before
    told = {"ground": "serious_harm", "to": "The line", "content": "x", "about": [gone]}
    story.does(COACH, "disclose", learner_first="told_first", **told)
    assert len(story.sees(gone)) == len(before) + 1, "what is about them is theirs to know"


def test_who_left_alone_still_learns_how_it_ended() -> None:
    story = closed()
    story.does(LEARNER, "withdraw_from_coaching")
    story.later(60)
    assert story.knows(LEARNER, "engagement_ended")


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
