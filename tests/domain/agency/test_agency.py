"""An agency: who changes its settings, who signs its agreement, and on what."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.agency.agency import (
    TOPICS,
    Agency,
    AgencyAgreementSigned,
    AgencySettings,
    AgencySetUp,
    SetUpAgency,
    SignAgencyAgreement,
    decide_agency,
    evolve_agency,
)
from domain.base.refusals import Refusal
from domain.base.roles import Role
from tests.domain.given import AGENCY, COACH, COORDINATOR, LEARNER, START, SUPERVISOR

TEXTS = dict.fromkeys(TOPICS, "as agreed anew")
LEADER = "leader-1"


def settings(**changed: Any) -> AgencySettings:
    given = {"name": "Walnut County", "time_zone": "America/Chicago", "leaders": (LEADER,)}
    return AgencySettings.model_validate({**given, **changed})


def setting_up(by: str, **changed: Any) -> SetUpAgency:
    return SetUpAgency(
        command_id="u1", by=by, at=START, agency_id="walnut", settings=settings(**changed)
    )


def signing(by: str, topics: dict[str, str] = TEXTS) -> SignAgencyAgreement:
    return SignAgencyAgreement(command_id="s1", by=by, at=START, agency_id="walnut", topics=topics)


def walnut(*commands: SetUpAgency | SignAgencyAgreement) -> Agency:
    """Set up by the coordinator, then whatever else is done."""
    agency: Agency | None = None
    for command in (setting_up(COORDINATOR), *commands):
        for event in decide_agency(agency, command):
            agency = evolve_agency(agency, event)
    assert agency is not None
    return agency


def refused(state: Agency | None, command: SetUpAgency | SignAgencyAgreement) -> str:
    with pytest.raises(Refusal) as caught:
        decide_agency(state, command)
    return caught.value.code


def test_whoever_sets_an_agency_up_is_its_coordinator() -> None:
    assert walnut().settings.coordinators == (COORDINATOR,)
    named = decide_agency(None, setting_up(COORDINATOR, coordinators=("other", COORDINATOR)))
    assert isinstance(named[0], AgencySetUp)
    assert named[0].settings.coordinators == (COORDINATOR, "other")


@pytest.mark.parametrize("by", [LEARNER, COACH, SUPERVISOR, LEADER, "nobody"])
def test_only_a_coordinator_of_the_agency_changes_its_settings(by: str) -> None:
    for changed in ({"leaders": ()}, {"quiet_days": 9}, {"coordinators": (by,)}):
        assert refused(walnut(), setting_up(by, **changed)) == "not_agency_coordinator"


def test_a_coordinator_who_hands_over_has_no_say_any_more() -> None:
    agency = walnut(setting_up(COORDINATOR, coordinators=("successor",)))
    assert refused(agency, setting_up(COORDINATOR)) == "not_agency_coordinator"
    (event,) = decide_agency(agency, setting_up("successor", coordinators=("successor",), name="W"))
    assert (event.by, event.role) == ("successor", Role.COORDINATOR)


def test_an_agency_is_never_without_a_coordinator() -> None:
    assert refused(walnut(), setting_up(COORDINATOR)) == "agency_without_coordinator"


def test_leaders_may_change_but_not_vanish_once_the_agreement_is_signed() -> None:
    kept = {"coordinators": (COORDINATOR,)}
    assert walnut(setting_up(COORDINATOR, leaders=(), **kept)).settings.leaders == ()
    agency = walnut(signing(LEADER))
    nobody = setting_up(COORDINATOR, leaders=(), **kept)
    assert refused(agency, nobody) == "agency_without_leader"
    assert decide_agency(agency, setting_up(COORDINATOR, leaders=("leader-2",), **kept))


@pytest.mark.parametrize("by", [COORDINATOR, LEARNER, COACH, SUPERVISOR])
def test_only_leadership_signs(by: str) -> None:
    assert refused(walnut(), signing(by)) == "not_leadership"


def test_an_agreement_needs_its_agency() -> None:
    assert refused(None, signing(LEADER)) == "unknown_agency"


def test_a_changed_text_is_a_new_version() -> None:
    (event,) = decide_agency(AGENCY, signing(LEADER))
    assert isinstance(event, AgencyAgreementSigned)
    assert event.version == 2


def test_the_same_text_and_the_same_settings_are_recorded_once() -> None:
    agency = walnut(signing(LEADER))
    assert decide_agency(agency, signing(LEADER)) == ()
    assert decide_agency(agency, setting_up(COORDINATOR, coordinators=(COORDINATOR,))) == ()


def test_all_ten_topics_are_spoken_to() -> None:
    with pytest.raises(Refusal) as caught:
        decide_agency(AGENCY, signing(LEADER, dict(list(TEXTS.items())[:9])))
    assert caught.value.facts["missing"] == (TOPICS[9],)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"country": "Narnia"}, "two letters of a country"),
        ({"subdivision": "XX"}, "US has no such state"),
        ({"country": "GB"}, "GB has no such state"),
        ({"time_zone": "Pacific"}, "IANA time zone"),
        ({"follow_up_days": (30, 90, 30)}, "given once"),
        ({"leaders": ("lena@walnut.example",)}, "by their id"),
        ({"coordinators": (" ",)}, "by their id"),
        ({"unreachable_days": 0}, "greater than or equal to 1"),
        ({"small_number": 4}, "greater than or equal to 5"),
    ],
)
def test_what_no_agency_can_mean_is_refused(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        settings(**changed)


def test_settings_have_sane_defaults_and_follow_ups_come_in_order() -> None:
    assert settings(country="GB", subdivision="ENG", follow_up_days=(90, 7)).follow_up_days == (
        7,
        90,
    )
    given = settings()
    assert (given.unreachable_days, given.mandated_checkpoints, given.small_number) == (14, True, 5)
    assert settings(leaders=("a", "b", "a")).leaders == ("a", "b")
