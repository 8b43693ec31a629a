"""Agencies by the log's own rules: names are unique, and only coordinators register people."""

import asyncio

import pytest

from domain.agency.agency import AgencySettings, SetUpAgency
from domain.base.refusals import Refusal
from domain.person.person import RegisterPerson
from tests.store.world import AGENCY, World, id_of

pytestmark = pytest.mark.servers


def _setting_up(world: World, agency: str, name: str) -> SetUpAgency:
    by = id_of("coordinator")
    return SetUpAgency(
        command_id=f"set up {agency} as {name}",
        by=by,
        at=world.clock.now(),
        agency_id=agency,
        settings=AgencySettings(name=name, time_zone="America/Chicago", coordinators=(by,)),
    )


async def test_no_agency_takes_the_name_of_another(world: World) -> None:
    second = id_of("second agency")
    with pytest.raises(Refusal, match="agency_name_taken"):
        await world.store.record_agency(second, _setting_up(world, second, " COUNTY "))
    await world.store.record_agency(second, _setting_up(world, second, "Second County"))
    with pytest.raises(Refusal, match="agency_name_taken"):
        await world.store.record_agency(AGENCY, _setting_up(world, AGENCY, "second county"))
    await world.store.record_agency(AGENCY, _setting_up(world, AGENCY, "Third County"))
    names = sorted(a.settings.name for a in await world.store.reader.agencies())
    assert names == ["Second County", "Third County"]


async def test_two_agencies_set_up_at_once_do_not_share_a_name(world: World) -> None:
    ids = [id_of(f"twin {n}") for n in range(3)]
    setups = (world.store.record_agency(a, _setting_up(world, a, "Twin County")) for a in ids)
    outcomes = await asyncio.gather(*setups, return_exceptions=True)
    assert sum(isinstance(one, Refusal) for one in outcomes) == 2


async def test_only_a_coordinator_of_the_agency_registers_people(world: World) -> None:
    newcomer = RegisterPerson(
        command_id="register newcomer",
        by=id_of("coach"),
        at=world.clock.now(),
        person_id=id_of("newcomer"),
        agency_id=AGENCY,
        name="New Comer",
        email="new@example.org",
        time_zone="America/Los_Angeles",
    )
    with pytest.raises(Refusal, match="not_agency_coordinator"):
        await world.store.people.record(newcomer.person_id, newcomer)
    assert await world.store.reader.people([newcomer.person_id]) == {}
