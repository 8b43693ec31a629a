"""A change of settings says beforehand what it will touch."""

from domain.agency.agency_settings import AgencySettings, WorkingHours
from domain.agency.changes import TOUCHES, changes
from domain.words import WORDS

OLD = AgencySettings(name="Walnut County", time_zone="America/Chicago", leaders=("leader-1",))


def test_nothing_changed_touches_nothing() -> None:
    assert changes(OLD, OLD) == ()


def test_each_setting_that_differs_is_told_with_both_values() -> None:
    given = OLD.model_dump() | {
        "quiet_days": 30,
        "working_hours": WorkingHours(start=9, end=17),
        "mandated_checkpoints": False,
        "leaders": (),
    }
    told = changes(OLD, AgencySettings.model_validate(given))
    assert [(one.field, one.before, one.after) for one in told] == [
        ("working_hours.start", "8", "9"),
        ("quiet_days", "21", "30"),
        ("mandated_checkpoints", "yes", "no"),
        ("leaders", "leader-1", "none"),
    ]


def test_what_people_agreed_on_is_not_touched() -> None:
    new = OLD.model_copy(update={"follow_up_days": (45,)})
    [one] = changes(OLD, new)
    assert one.touches == (WORDS.say("touched.follow_ups_not_agreed"),)
    assert "Days that people agreed on stay." in one.touches[0]


def test_every_setting_says_what_it_touches_in_words_that_there_are() -> None:
    assert set(TOUCHES) == set(AgencySettings.model_fields)
    assert {code for codes in TOUCHES.values() for code in codes} == set(WORDS.texts("touched."))
