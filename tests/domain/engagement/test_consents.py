"""Consent to show ratings: given to one supervisor, void for the next, and taken back at will."""

from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    Story,
    agrees_on_terms,
    evaluated,
)


def with_consent() -> Story:
    story = evaluated()
    agrees_on_terms(story, ratings_to_supervisor=True)
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=True)
    return story


def test_by_terms_and_consent_the_supervisor_reads_ratings() -> None:
    story = with_consent()
    assert story.knows(SUPERVISOR, "goal_rated")[0]["rating"] == 6
    assert story.knows(SUPERVISOR, "consent_given") == []
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=False)
    assert story.knows(SUPERVISOR, "goal_rated") == []


def test_consent_is_void_for_another_supervisor() -> None:
    story = with_consent()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert story.knows(OTHER_SUPERVISOR, "goal_rated") == []
    story.does(LEARNER, "give_consent", consent="ratings_to_supervisor", given=True)
    assert story.knows(OTHER_SUPERVISOR, "goal_rated")


def test_it_names_the_supervisor_there_is() -> None:
    story = evaluated()
    consent = {"consent": "ratings_to_supervisor", "given": True, "to": OTHER_SUPERVISOR}
    assert story.refuses(LEARNER, "give_consent", **consent) == "not_supervisor"
    assert story.refuses(COACH, "give_consent", consent="scores_in_reports", given=True) == (
        "role_may_not"
    )
