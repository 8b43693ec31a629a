"""Fields as they are typed: what would be lost in silence is refused."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from domain.base.refusals import Refusal
from domain.engagement.topics.sessions import ScheduleSession
from services.acts.describe import fields_of
from services.acts.field_input import from_file, in_own_types, typed
from services.acts.kinds import acts
from services.troubles import BadFile, BadUsage


def test_a_name_given_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "fields.json"
    file.write_text('{"goal": {"scale": "smart", "scale": "gars"}}')
    with pytest.raises(BadFile, match="gives 'scale' twice"):
        from_file(str(file))


def test_a_name_given_twice_in_a_value_is_refused() -> None:
    with pytest.raises(BadUsage, match="'a' is given twice"):
        typed(['answers={"a": "x", "a": "y"}'])


def test_what_tells_one_kind_from_another_is_shown_as_needed() -> None:
    scales = [f for f in fields_of(acts()["set_goal"]) if f.name == "goal.scale"]
    assert [(f.required, f.type) for f in scales] == [(True, "smart"), (True, "gars")]


def test_fields_that_name_people_and_entries_say_so() -> None:
    by_name = {f.name: f.type for f in fields_of(acts()["agree_next_step"])}
    assert by_name["owner"] == "e-mail address"
    [goal] = [f for f in fields_of(acts()["rate_goal"]) if f.name == "goal"]
    assert goal.type == "entry, by its id's beginning"


def test_an_hour_that_daylight_saving_skips_is_refused_as_it_is_typed() -> None:
    fields = {"starts": "2027-03-14 02:30", "minutes": 60}
    with pytest.raises(ValidationError) as wrong:
        ScheduleSession.model_validate(fields)
    with pytest.raises(Refusal) as caught:
        in_own_types(fields, wrong.value, ZoneInfo("America/Los_Angeles"))
    assert caught.value.code == "hour_skipped"
