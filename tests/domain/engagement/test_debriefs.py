"""Debriefs: joint, or read by the learner first, as they stand."""

from tests.domain.given import COACH, COORDINATOR, LEARNER, SUPERVISOR, Story, group, in_practice


def texts(story: Story, person: str) -> list[str]:
    return [fields.get("text", "") for fields in story.knows(person, "debrief_written")]


def test_the_supervisor_reads_a_debrief_once_the_learner_has() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="On the way")
    assert texts(story, SUPERVISOR) == []
    assert texts(story, LEARNER) == ["On the way"]
    assert story.knows(COORDINATOR, "debrief_written") == [
        {"entry_id": debrief, "about": [LEARNER], "corrected": False, "revision": 1, "joint": False}
    ]
    story.does(LEARNER, "see_debrief", debrief=debrief, revision=1)
    assert texts(story, SUPERVISOR) == ["On the way"]


def test_a_joint_debrief_was_seen_as_it_was_written() -> None:
    story = in_practice()
    story.does(COACH, "write_debrief", joint=True, text="Together")
    assert texts(story, SUPERVISOR) == ["Together"]
    assert "debrief" not in {d.name for d in story.duties()}


def test_a_corrected_debrief_is_seen_anew_and_the_first_one_stays_unread() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="Too much said")
    story.does(COACH, "write_debrief", joint=False, text="On the way", corrects=debrief)
    refusal = story.refusal(LEARNER, "see_debrief", debrief=debrief, revision=1)
    assert (refusal.code, refusal.facts["version"]) == ("debrief_changed", 2)
    story.does(LEARNER, "see_debrief", debrief=debrief, revision=2)
    assert texts(story, SUPERVISOR) == ["On the way"]


def test_a_debrief_on_a_group_is_seen_by_everyone_it_is_about() -> None:
    story = group(in_practice, size=3)
    one, two, three = story.learners
    debrief = story.does(COACH, "write_debrief", joint=False, text="Both", about=[one, two])
    assert story.refuses(three, "see_debrief", debrief=debrief, revision=1) == "unknown_entry"
    story.does(one, "see_debrief", debrief=debrief, revision=1)
    assert texts(story, SUPERVISOR) == []
    story.does(two, "see_debrief", debrief=debrief, revision=1)
    assert texts(story, SUPERVISOR) == ["Both"]
    assert texts(story, three) == []


def test_the_learner_is_reminded_of_a_debrief_and_again_of_a_corrected_one() -> None:
    story = in_practice()
    debrief = story.does(COACH, "write_debrief", joint=False, text="x")
    first = {d.key for d in story.duties() if d.name == "debrief"}
    story.does(COACH, "write_debrief", joint=False, text="y", corrects=debrief)
    second = {d.key for d in story.duties() if d.name == "debrief"}
    assert first
    assert second
    assert not first & second
