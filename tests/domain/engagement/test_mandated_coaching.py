"""Mandated coaching asks for more enrollment, and a no stays a no."""

from typing import Any

from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    Story,
    advances,
    enrolls,
    launched,
    plans,
    sets_up,
)

WHAT = {
    "purpose": "The review of cases asked for it",
    "stays_free": "What to work on, and how",
    "what_a_no_leads_to": "The supervisor and you look for another way",
}
NO_MORE = AGENCY.model_copy(
    update={"settings": AGENCY.settings.model_copy(update={"mandated_checkpoints": False})}
)


def _reason(story: Story) -> str | None:
    checkpoint = story.engagement.checkpoint
    return checkpoint.reason if checkpoint else None


def _mandated(**fields: Any) -> Story:
    story = launched(participation="mandated", **fields)
    sets_up(story)
    return story


def _explained(**fields: Any) -> Story:
    story = _mandated(**fields)
    story.does(COACH, "explain_mandate", **WHAT)
    return story


def _meets(story: Story, by: str = COACH) -> None:
    session = story.does(by, "schedule_session", starts=story.now)
    story.does(by, "hold_session", session=session, done="Got to know each other")


def test_the_mandate_is_explained_before_the_learner_is_asked() -> None:
    """C17: participation was read nowhere after the launch."""
    story = _mandated()
    assert story.missing() == ("mandate_explained", "enrollment")
    word = {"level": 8, "committed_to": "Better plans"}
    assert story.refuses(LEARNER, "declare_commitment", **word) == "mandate_first"
    story.does(COACH, "explain_mandate", **WHAT)
    assert _reason(story) == "mandate"
    story.does(LEARNER, "declare_commitment", **word)
    assert story.missing() == ("enrollment",)
    story.does(COACH, "declare_commitment", **word)
    assert story.missing() == ()
    story.does(COACH, "explain_mandate", **WHAT)
    assert story.missing() == (), "said again, it asks nothing again"


def test_the_first_stage_is_not_left_before_commitment_was_reached() -> None:
    story = _explained()
    assert story.refuses(COACH, "advance_stage") == "requirement_unmet"
    enrolls(story)
    advances(story)
    assert story.stage == "joint_planning"
    assert _reason(story) == "planning", "and there it is asked again"


def test_after_the_first_session_commitment_is_asked_again() -> None:
    story = _explained()
    enrolls(story)
    _meets(story)
    assert _reason(story) == "first_session"
    assert story.missing() == ("enrollment",)
    enrolls(story)
    _meets(story)
    assert _reason(story) is None, "the second session asks nothing"


def test_what_was_said_before_the_first_session_does_not_count_after_it() -> None:
    story = _explained()
    enrolls(story)
    advances(story)
    story.does(LEARNER, "declare_commitment", level=9, committed_to="x")
    _meets(story)
    assert _reason(story) == "first_session"
    story.does(COACH, "declare_commitment", level=9, committed_to="x")
    assert "enrollment" in story.missing(), "the learner has not been asked since"


def test_a_checkpoint_nobody_has_answered_is_not_asked_twice() -> None:
    story = _explained()
    _meets(story)
    assert _reason(story) == "mandate"
    assert story.engagement.checkpoints == 1


def test_an_agency_may_do_without_the_further_checkpoints_but_not_without_explaining() -> None:
    story = _mandated(agency=NO_MORE)
    assert story.missing() == ("mandate_explained",)
    word = {"level": 8, "committed_to": "Better plans"}
    assert story.refuses(LEARNER, "declare_commitment", **word) == "mandate_first"
    story.does(COACH, "explain_mandate", **WHAT)
    assert story.missing() == ()
    _meets(story)
    assert story.engagement.checkpoint is None


def test_voluntary_coaching_has_no_mandate_and_no_further_checkpoint() -> None:
    story = launched()
    assert story.refuses(COACH, "explain_mandate", **WHAT) == "not_mandated"
    sets_up(story)
    _meets(story)
    assert story.engagement.checkpoint is None
    assert story.missing() == ()


def test_only_the_pair_reads_what_the_mandate_means() -> None:
    story = _explained()
    assert story.knows(LEARNER, "mandate_explained")[0]["purpose"] == WHAT["purpose"]
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "mandate_explained") == []
    assert story.refuses(LEARNER, "explain_mandate", **WHAT) == "role_may_not"


def test_in_a_group_it_is_explained_to_each() -> None:
    story = _mandated(learners=list(GROUP[:3]))
    story.does(COACH, "explain_mandate", about=list(GROUP[:2]), **WHAT)
    word = {"level": 8, "committed_to": "Better plans"}
    assert story.refuses(GROUP[2], "declare_commitment", **word) == "mandate_first"
    assert "mandate_explained" in story.missing()
    story.does(COACH, "explain_mandate", about=[GROUP[2]], **WHAT)
    story.does(GROUP[2], "declare_commitment", **word)
    assert "mandate_explained" not in story.missing()


def test_peers_explain_it_to_each_other() -> None:
    two: dict[str, Any] = {"learners": [LEARNER, PEER], "coach": None, "relation": "peer"}
    story = launched(participation="mandated", **two)
    story.does(PEER, "explain_mandate", **WHAT)
    assert "mandate_explained" not in story.missing()


def test_who_gives_a_closing_up_in_the_first_stage_can_still_be_enrolled() -> None:
    story = _explained()
    story.does(LEARNER, "start_closing")
    story.does(COACH, "go_back", to="initial_interest")
    assert "enrollment" in story.missing()
    enrolls(story)
    assert "enrollment" not in story.missing()


def test_a_whole_planning_of_mandated_coaching() -> None:
    story = _explained()
    enrolls(story)
    advances(story)
    plans(story)
    enrolls(story)
    advances(story)
    assert story.stage == "practice"
