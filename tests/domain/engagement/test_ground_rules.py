"""What stays in the room is agreed first in a group, by everyone in it."""

from tests.domain.given import (
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    SUPERVISOR,
    Story,
    group,
    launched,
    peers,
)

RULES = {"rules": "What is said here stays here"}


def _group() -> Story:
    return launched(learners=list(GROUP[:3]))


def _accept(story: Story, *learners: str) -> None:
    for learner in learners:
        story.does(learner, "accept_ground_rules", version=story.version("ground_rules"))


def test_each_learner_accepts_the_rules() -> None:
    story = _group()
    accept = {"version": 1}
    assert story.refuses(GROUP[0], "accept_ground_rules", **accept) == "no_ground_rules"
    assert "ground_rules" in story.missing()
    story.does(COACH, "write_ground_rules", **RULES)
    _accept(story, *GROUP[:2])
    assert "ground_rules_accepted" in story.missing()
    _accept(story, GROUP[2], GROUP[2])
    assert story.kinds().count("ground_rules_accepted") == 3
    assert not {"ground_rules", "ground_rules_accepted"} & set(story.missing())


def test_new_rules_are_accepted_anew_by_their_version() -> None:
    story = group()
    story.does(COACH, "write_ground_rules", rules="And nobody is named outside")
    assert "ground_rules_accepted" in story.missing()
    refusal = story.refusal(GROUP[0], "accept_ground_rules", version=1)
    assert refusal.code == "ground_rules_changed"
    assert refusal.facts["version"] == 2
    _accept(story, *GROUP)
    assert "ground_rules_accepted" not in story.missing()


def test_rules_taken_back_leave_those_before_them() -> None:
    story = group()
    mine = story.does(COACH, "write_ground_rules", rules="And nobody is named outside")
    story.does(COACH, "retract_entry", entry=mine, reason="Not agreed yet")
    assert "ground_rules_accepted" not in story.missing()
    story.does(GROUP[0], "accept_ground_rules", version=1)


def test_who_has_left_is_not_waited_for() -> None:
    story = _group()
    story.does(COACH, "write_ground_rules", **RULES)
    _accept(story, *GROUP[:2])
    story.does(GROUP[2], "withdraw_from_coaching")
    assert "ground_rules_accepted" not in story.missing()


def test_only_a_group_has_them_and_only_its_people_read_them() -> None:
    for story in (launched(), peers()):
        assert story.refuses(story.coaches[0], "write_ground_rules", **RULES) == "not_a_group"
        assert "ground_rules" not in story.missing()
    story = group()
    assert story.refuses(LEARNER, "write_ground_rules", **RULES) == "role_may_not"
    assert story.knows(GROUP[3], "ground_rules_written")[0]["rules"]
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "ground_rules_written") == []
