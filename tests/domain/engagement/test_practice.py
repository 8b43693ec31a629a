"""Demonstration and observation: shown first, watched with consent, rated by a rubric."""

from datetime import timedelta

import pytest

from domain.engagement.gates.suppliers import asking
from domain.instruments.shelf import released
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    Story,
    evaluated,
    group,
    in_feedback,
    in_practice,
    is_shown,
    observes,
    peers,
    reflects,
    talks_over,
)

SEEN = {"setting": "At the desk", "medium": "work_sample", "clients_present": False}
SHOWN = {"shown_by": "The coach", "setting": "At the desk", "clients_present": False}


def next_cycle(story: Story) -> Story:
    story.does(story.coaches[0], "decide_next", decision="another_cycle")
    return story


def test_a_demonstration_is_waived_only_after_the_first_cycle_and_by_both() -> None:
    story = in_practice()
    refused = story.refuses(COACH, "waive_demonstration", reason="Seen before")
    assert refused == "first_cycle_shows"
    story = next_cycle(evaluated())
    story.does(COACH, "waive_demonstration", reason="Seen")
    assert "demonstration" in story.missing()
    waived = story.does(LEARNER, "waive_demonstration", reason="Seen")
    assert "demonstration" not in story.missing()
    story.does(LEARNER, "retract_entry", entry=waived, reason="I would like to see it again")
    assert "demonstration" in story.missing()


def test_in_a_group_each_learner_waives_for_themselves() -> None:
    story = next_cycle(group(evaluated, size=2))
    for person in (COACH, GROUP[0]):
        story.does(person, "waive_demonstration", reason="Seen")
    assert "demonstration" in story.missing()
    story.does(GROUP[1], "waive_demonstration", reason="Seen")
    assert "demonstration" not in story.missing()


@pytest.mark.parametrize(
    ("medium", "present"), [("video", False), ("audio", False), ("live", True)]
)
def test_watching_and_recording_need_consent(medium: str, present: bool) -> None:
    story = in_practice()
    seen = {"setting": "x", "medium": medium, "clients_present": present, "ratings": {"tone": 2}}
    assert story.refuses(COACH, "record_observation", **seen) == "consent_needed"
    story.does(COACH, "record_observation", consent=True, **seen)


def test_showing_it_with_clients_needs_their_consent() -> None:
    shown = {**SHOWN, "clients_present": True}
    assert in_practice().refuses(COACH, "record_demonstration", **shown) == "consent_needed"


@pytest.mark.parametrize("rating", [0, 5, -1])
def test_ratings_keep_to_the_rubrics_scale(rating: int) -> None:
    refused = in_practice().refuses(COACH, "record_observation", ratings={"tone": rating}, **SEEN)
    assert refused == "outside_scale"


def test_a_group_watches_together_and_each_is_observed() -> None:
    story = group(in_practice)
    story.does(COACH, "record_demonstration", **SHOWN)
    assert "demonstration" not in story.missing()
    unnamed = story.refuses(COACH, "record_observation", ratings={"tone": 2}, **SEEN)
    assert unnamed == "learner_unnamed"
    both = {"about": list(GROUP[:2]), "ratings": {"tone": 2}, **SEEN}
    assert story.refuses(COACH, "record_observation", **both) == "one_learner_at_a_time"
    for learner in GROUP[:-1]:
        observes(story, learner)
    assert "observation" in story.missing(), "the sixth was not observed"
    observes(story, GROUP[-1])
    assert "observation" not in story.missing()


def test_peers_must_both_see_and_be_observed() -> None:
    story = peers()
    story.does(PEER, "record_demonstration", **SHOWN)
    observes(story, LEARNER)
    assert set(story.missing()) >= {"demonstration", "observation"}
    story.does(LEARNER, "record_demonstration", **SHOWN)
    observes(story, PEER)
    assert story.missing() == ()
    own = {"about": [PEER], "ratings": {"family_words": 2}, "rubric": "case_plan", **SEEN}
    assert story.refuses(PEER, "record_observation", **own) == "peer_not_self"


def test_what_was_observed_is_between_learner_and_coach() -> None:
    story = group(in_practice, size=2)
    is_shown(story)
    observes(story, GROUP[0])
    assert story.knows(GROUP[0], "observation_recorded")
    for other in (GROUP[1], SUPERVISOR, COORDINATOR):
        assert story.knows(other, "observation_recorded") == []


def test_an_observation_of_the_last_cycle_is_none_of_this_one() -> None:
    story = next_cycle(evaluated())
    is_shown(story)
    assert "observation" in story.missing()
    observes(story)
    assert "observation" not in story.missing()


def test_a_later_coach_does_not_read_what_was_observed_before() -> None:
    story = in_practice()
    is_shown(story)
    observes(story)
    story.does(COORDINATOR, "assign_coach", coach="coach-2")
    assert story.knows("coach-2", "observation_recorded") == []
    assert story.knows("coach-2", "demonstration_recorded") == []


def test_an_undiscussed_observation_is_reminded_of_soon_and_stops_by_itself() -> None:
    story = in_feedback()
    soon = story.now + timedelta(days=3)
    assert "observation_not_discussed" in story.owed_to(COACH, by=soon)
    story.does(COACH, "hold_conversation", summary="x")
    assert "observation_not_discussed" not in story.owed_to(COACH, by=soon)


def test_what_was_seen_is_exemplified_skill_by_skill() -> None:
    story = in_practice()
    said = {"ratings": {"tone": 2}, "examples": {"tone": "Quiet when it counted"}, **SEEN}
    story.does(COACH, "record_observation", **said)
    [line] = story.knows(LEARNER, "observation_recorded")
    assert line["examples"] == {"tone": "Quiet when it counted"}
    wrong = {"ratings": {"tone": 2}, "examples": {"dance": "x"}, **SEEN}
    assert story.refuses(COACH, "record_observation", **wrong) == "unknown_skills"


def test_by_a_guide_there_are_notes_and_no_ratings() -> None:
    story = in_practice()
    guide = {"rubric": "safety_mapping", **SEEN}
    assert story.refuses(COACH, "record_observation", **guide) == "nothing_observed"
    rated = {**guide, "ratings": {"tone": 2}}
    assert story.refuses(COACH, "record_observation", **rated) == "unknown_skills"
    story.does(COACH, "record_observation", noted={"opening": "All were welcomed"}, **guide)
    assert "observation" not in story.missing()


def test_an_agencys_own_rubric_keeps_to_its_own_scale() -> None:
    own = released("case_plan", 1)
    five = own.scale.model_copy(update={"labels": ("1", "2", "3", "4", "5")})
    own = own.model_copy(update={"instrument": "county_plan", "scale": five})
    story = in_practice()
    said = {"rubric": "county_plan", "ratings": {"tailored": 5}, **SEEN}
    assert story.refuses(COACH, "record_observation", **said) == "unknown_rubric"
    story.agency = story.agency.model_copy(update={"instruments": (own,)})
    story.does(COACH, "record_observation", **said)
    off = {**said, "ratings": {"tailored": 6}}
    assert story.refuses(COACH, "record_observation", **off) == "outside_scale"
    story.agency = story.agency.model_copy(update={"retired": ("county_plan",)})
    assert story.refuses(COACH, "record_observation", **said) == "unknown_rubric"


def test_a_questionnaire_is_no_rubric() -> None:
    said = {"rubric": "coaching_skills", "ratings": {"listen": 4}, **SEEN}
    assert in_practice().refuses(COACH, "record_observation", **said) == "unknown_rubric"


def test_in_a_group_the_coach_does_without_for_each_learner() -> None:
    story = next_cycle(group(evaluated, size=2))
    for person in GROUP[:2]:
        story.does(person, "waive_demonstration", reason="Seen")
    story.does(COACH, "waive_demonstration", reason="Seen", about=[GROUP[0]])
    assert "demonstration" in story.missing()
    asked = dict(asking(story.engagement, AGENCY))
    [people] = [who for need, who in asked.items() if need.key == "demonstration"]
    assert people == (COACH,)
    story.does(COACH, "waive_demonstration", reason="Seen", about=[GROUP[1]])
    assert "demonstration" not in story.missing()


def test_in_a_group_one_learner_watches_and_another_does_without() -> None:
    story = next_cycle(group(evaluated, size=2))
    shown = {"shown_by": "The coach", "setting": "At the desk", "clients_present": False}
    story.does(COACH, "record_demonstration", about=[GROUP[0]], **shown)
    story.does(GROUP[1], "waive_demonstration", reason="Seen")
    assert "demonstration" in story.missing()
    story.does(COACH, "waive_demonstration", reason="Seen", about=[GROUP[1]])
    assert "demonstration" not in story.missing()


def test_what_was_talked_over_with_one_learner_does_not_become_anothers() -> None:
    story = group(in_feedback, size=2)
    seen = observes(story, GROUP[0])
    work = {"setting": "x", "medium": "work_sample", "clients_present": False}
    other = {**work, "rubric": "case_plan", "ratings": {"tailored": 2}, "corrects": seen}
    story.does(COACH, "record_observation", about=[GROUP[1]], **other)
    story.does(COACH, "record_observation", about=[GROUP[0]], **other)
    reflects(story, GROUP[0])
    talks_over(story, GROUP[0])
    refused = story.refuses(COACH, "record_observation", about=[GROUP[1]], **other)
    assert refused == "observation_of_another"
    story.does(COACH, "record_observation", about=[GROUP[0]], **other)
