"""Joint planning: the process agreed, the supervisor informed, the model's own sheets."""

from typing import Any

import pytest

from domain.engagement.records.setting_up import Process
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    OTHER_SUPERVISOR,
    SUPERVISOR,
    Story,
    group,
    in_planning,
    launched,
)

PROCESS: dict[str, Any] = {
    "where": "At the office",
    "when": "Tuesdays at ten",
    "channel": "in_person",
    "every_days": 14,
    "demonstrations": "Two plans written together",
    "observations": "Work samples",
}
REALITY = {"sheet": "reality", "answers": {"situation": "Plans come late"}}


def _agreed(story: Story) -> Process:
    return story.engagement.every(Process)[-1]


def _quiet_days(story: Story, days: int) -> None:
    settings = AGENCY.settings.model_copy(update={"quiet_days": days})
    story.agency = AGENCY.model_copy(update={"settings": settings})


def test_the_process_says_when_people_meet_and_everyone_reads_it() -> None:
    """C17: *when* was missing in the agreed process."""
    story = in_planning()
    assert "process_agreed" in story.missing()
    story.does(COACH, "agree_process", **PROCESS)
    assert "process_agreed" not in story.missing()
    for person in (LEARNER, COACH, SUPERVISOR, COORDINATOR):
        assert story.knows(person, "process_agreed")[0]["when"] == "Tuesdays at ten"


def test_the_silence_agreed_on_stays_whatever_the_agency_sets_later() -> None:
    """C14: changed settings replaced what people had agreed on."""
    story = in_planning()
    mine = story.does(COACH, "agree_process", **PROCESS)
    assert _agreed(story).quiet_days == 21
    _quiet_days(story, 90)
    story.does(COACH, "agree_process", **{**PROCESS, "where": "In room 4"}, corrects=mine)
    assert _agreed(story).quiet_days == 21
    story.does(COACH, "agree_process", **PROCESS, quiet_days=10)
    assert _agreed(story).quiet_days == 10


def test_planning_belongs_to_coach_and_learner_and_to_its_stage() -> None:
    assert in_planning().refuses(SUPERVISOR, "agree_process", **PROCESS) == "role_may_not"
    assert launched().refuses(COACH, "agree_process", **PROCESS) == "too_early"


def test_a_supervisor_who_comes_later_is_informed_too() -> None:
    story = in_planning()
    story.does(SUPERVISOR, "inform_supervisor", took_part=True)
    assert "supervisor_informed" not in story.missing()
    story.does(COORDINATOR, "assign_supervisor", supervisor=OTHER_SUPERVISOR)
    assert "supervisor_informed" in story.missing()
    story.does(COACH, "inform_supervisor", took_part=False)
    assert "supervisor_informed" not in story.missing()


def test_a_sheet_is_filled_by_the_models_own_prompts() -> None:
    story = in_planning(model="grow")
    other = {"sheet": "wishes", "answers": {"a": "b"}}
    assert story.refuses(LEARNER, "fill_sheet", **other) == "unknown_sheet"
    wrong = {"sheet": "reality", "answers": {"weather": "Fine"}}
    assert story.refuses(LEARNER, "fill_sheet", **wrong) == "unknown_prompts"
    story.does(LEARNER, "fill_sheet", **REALITY)
    for person in (LEARNER, COACH):
        assert story.knows(person, "sheet_filled")[0]["answers"] == REALITY["answers"]
    for person in (SUPERVISOR, COORDINATOR):
        assert story.knows(person, "sheet_filled") == []


def test_a_model_without_sheets_has_none_to_fill() -> None:
    assert in_planning().refuses(LEARNER, "fill_sheet", **REALITY) == "unknown_sheet"


def test_in_a_group_a_learners_sheet_is_their_own() -> None:
    story = group(in_planning, 3, model="grow")
    others = {**REALITY, "about": [GROUP[1]]}
    assert story.refuses(GROUP[0], "fill_sheet", **others) == "about_yourself_only"
    story.does(GROUP[0], "fill_sheet", **REALITY)
    assert story.knows(GROUP[0], "sheet_filled")
    assert story.knows(GROUP[1], "sheet_filled") == []
    story.does(COACH, "fill_sheet", **REALITY, about=[GROUP[1]])
    assert len(story.knows(GROUP[1], "sheet_filled")) == 1


@pytest.mark.parametrize("days", [0, 91])
def test_how_often_people_meet_is_a_number_of_days_that_can_be_meant(days: int) -> None:
    story = in_planning()
    with pytest.raises(ValueError, match="every_days"):
        story.does(COACH, "agree_process", **{**PROCESS, "every_days": days})
