"""A person's data: kept by the agency's coordinators, name and time zone also by oneself."""

from typing import Any

import pytest

from domain.base.refusals import Refusal
from domain.person.person import (
    Person,
    PersonRegistered,
    RegisterPerson,
    decide_person,
    evolve_person,
)
from tests.domain.given import AGENCY, COACH, COORDINATOR, LEARNER, START, SUPERVISOR

KEPT = AGENCY.model_copy(
    update={"settings": AGENCY.settings.model_copy(update={"coordinators": (COORDINATOR,)})}
)
ANA = Person(
    person_id=LEARNER,
    agency_id=AGENCY.agency_id,
    name="Ana Abara",
    email="ana@almond.example",
    time_zone="America/Los_Angeles",
)


def registering(by: str, **changed: Any) -> RegisterPerson:
    head = {"command_id": "r1", "by": by, "at": START}
    said = ANA.model_dump(exclude={"working_hours", "reminder_days", "answers"})
    return RegisterPerson.model_validate({**head, **said, **changed})


def refused(state: Person | None, command: RegisterPerson) -> str:
    with pytest.raises(Refusal) as caught:
        decide_person(state, command, KEPT)
    return caught.value.code


def test_a_coordinator_of_the_agency_registers_people_and_keeps_their_data() -> None:
    [event] = decide_person(None, registering(COORDINATOR), KEPT)
    assert evolve_person(None, event) == ANA
    [moved] = decide_person(ANA, registering(COORDINATOR, email="ana.a@almond.example"), KEPT)
    assert isinstance(moved, PersonRegistered)
    assert (moved.by, moved.email) == (COORDINATOR, "ana.a@almond.example")


@pytest.mark.parametrize("by", [COACH, SUPERVISOR, "leader-1", "coordinator-of-elsewhere"])
def test_nobody_else_registers_or_changes_a_person(by: str) -> None:
    assert refused(None, registering(by)) == "not_agency_coordinator"
    assert refused(ANA, registering(by, name="Someone Else")) == "not_agency_coordinator"


def test_people_change_their_own_name_and_time_zone_and_nothing_else() -> None:
    mine = registering(LEARNER, name="Ana Berg", time_zone="America/Denver")
    [event] = decide_person(ANA, mine, KEPT)
    assert isinstance(event, PersonRegistered)
    assert (event.name, event.time_zone) == ("Ana Berg", "America/Denver")
    other = registering(LEARNER, email="ana@elsewhere.example")
    assert refused(ANA, other) == "address_by_coordinator"


def test_nobody_registers_themself_unasked() -> None:
    assert refused(None, registering(LEARNER)) == "not_agency_coordinator"


def test_a_person_belongs_to_one_agency_and_the_agency_is_there_first() -> None:
    elsewhere = ANA.model_copy(update={"agency_id": "agency-2"})
    assert refused(elsewhere, registering(COORDINATOR)) == "person_of_another_agency"
    with pytest.raises(Refusal, match="unknown_agency"):
        decide_person(None, registering(COORDINATOR), None)


def test_what_is_known_already_is_recorded_once() -> None:
    assert decide_person(ANA, registering(COORDINATOR), KEPT) == ()
