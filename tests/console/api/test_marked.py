"""A marker in every text of every act, then a search of all that API, webhooks and pages give."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import httpx
import pytest

from activities.courier import HttpCourier
from activities.telling import Telling
from console.app import make_console
from domain.engagement.events import AnyEvent
from services.acts.kinds import acts
from services.outside import webhooks
from services.reading.read import PAPERS
from services.reading.visible import roles_in
from services.signing import tokens
from services.signing.tokens import OF_PEOPLE, OF_SYSTEMS
from tests.console.api.calling import SETTINGS
from tests.console.pages.everything import everything
from tests.console.pages.house import Browser
from tests.console.signing.doorway import Doorway
from tests.journeys import markers
from tests.journeys.audiences import may_read, own_markers
from tests.journeys.cast import Cast, Told, assemble
from tests.journeys.marked_story import followed_up, opened, others, whole
from tests.journeys.markers import Marker, Sealed
from tests.journeys.place import DAYS, Place, opened_place
from tests.services.receiving import Receiver, listening
from workers.clock import wall_time

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]


@pytest.fixture
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    """A place whose calendar is its own."""
    async with opened_place(tmp_path_factory.mktemp("marked") / "data") as one:
        yield one


async def test_no_marker_is_given_by_api_or_pages_to_whom_it_is_not_for(place: Place) -> None:
    cast = await assemble(place, "Almond County", unreachable_days=1)
    marker = Marker()
    async with listening(Receiver()) as receiver:
        people = await place.store.reader.people(cast.ids.values())
        me = people[cast["coordinator"]]
        hook = await webhooks.make_webhook(place.engine, me, receiver.address, loopback=True)
        receiver.secret = hook.secret
        told = await _story(place, cast, marker)
        telling = Telling(place.store.fact_room, HttpCourier(wall_time, loopback=True))
        await place.sql("update webhook set claimed_until = null, next_attempt_at = null")
        await telling.round(lambda: None)
        await _webhooks_name_nobody(receiver, cast, told)
    bearers = {
        person: (await tokens.make_for_self(place.engine, people[person], "x", OF_PEOPLE)).token
        for person in cast.ids.values()
    }
    system = await tokens.make_for_system(place.engine, me, "x", OF_SYSTEMS)
    async with _calling(place) as client:
        for one in told:
            await _each_person_is_given_their_own(client, one, bearers, marker)
        for bearer in bearers.values():
            refused = await _refusals(client, told[0].id, bearer)
            sealed = await _sealed(told[0])
            person = next(p for p, b in bearers.items() if b == bearer)
            allowed = may_read(await told[0].state(), sealed, person)
            assert markers.found_in(refused) - allowed == set()
        await _a_system_is_given_none(client, told, system.token)
    door = Doorway(place, cast, requests_a_minute=1_000_000)
    await _each_person_opens_their_own(door, told[0], marker)


async def _story(place: Place, cast: Cast, marker: Marker) -> list[Told]:
    await place.quicken(2 * DAYS)
    async with place.post():
        main = await opened(place, cast, marker, relation="external", expected_end="2028-06-01")
        await whole(main)
        told = [main.told, *await others(place, cast, marker)]
        await place.quicken(8 * DAYS)
        await followed_up(main)
        await main.told.came_to("engagement_ended")
        await place.quicken(1.0)
    return told


async def _webhooks_name_nobody(receiver: Receiver, cast: Cast, told: list[Told]) -> None:
    said = "".join(receiver.raw)
    assert {one["data"]["engagement_id"] for one in receiver.got} == {one.id for one in told}
    assert markers.found_in(said) == set()
    for secret in (cast.slug, *cast.ids.values()):
        assert secret not in said
    for kind in ("journal_kept", "concern_raised", "reflection_written", "coaching_declined"):
        assert kind not in receiver.kinds


async def _each_person_is_given_their_own(
    client: httpx.AsyncClient, told: Told, bearers: dict[str, str], marker: Marker
) -> None:
    state = await told.state()
    sealed = await _sealed(told)
    for role, person in told.cast.ids.items():
        given = await _given(client, told.id, bearers[person])
        found = markers.found_in(given)
        if not roles_in(state, person):
            assert found == set(), role
            continue
        allowed = may_read(state, sealed, person)
        assert {marker.names[m] for m in found - allowed} == set(), role
        assert own_markers(sealed, person) <= found, f"{role} reads their own words"


async def _each_person_opens_their_own(door: Doorway, told: Told, marker: Marker) -> None:
    state, sealed = await told.state(), await _sealed(told)
    for role, person in told.cast.ids.items():
        async with aclosing(await door.signed_in(role)) as client:
            opened = await everything(door, role, Browser(client, f"/engagements/{told.id}"))
        # Lists hold other engagements of the same people.
        here = markers.found_in(opened) & {m for one in sealed for m in one.markers}
        allowed = may_read(state, sealed, person) if roles_in(state, person) else set()
        assert {marker.names[m] for m in here - allowed} == set(), role


async def _sealed(told: Told) -> list[Sealed]:
    events = [event for _, event in await told.place.store.reader.events(told.id)]
    return markers.sealed_in(told.id, [e for e in events if isinstance(e, AnyEvent)])


async def _a_system_is_given_none(client: httpx.AsyncClient, told: list[Told], bearer: str) -> None:
    for one in told:
        given = await _given(client, one.id, bearer)
        assert one.id in given
        assert markers.found_in(given) == set()
    for path in ("/engagements", "/cohorts", "/me", "/webhooks", "/people"):
        answer = await client.get(path, headers={"Authorization": f"Bearer {bearer}"})
        assert markers.found_in(answer.text) == set(), path


async def _given(client: httpx.AsyncClient, engagement_id: str, bearer: str) -> str:
    """All that the API says of an engagement to one caller."""
    at, headers = f"/engagements/{engagement_id}", {"Authorization": f"Bearer {bearer}"}
    paths = [at, *(f"{at}/{part}" for part in ("timeline", "missing", "acts", "instruments"))]
    paths += [f"{at}/{part}" for part in ("goals", "practice", "scaling", "guide")]
    paths += [f"{at}/papers/{name}" for name in PAPERS]
    paths += ["/me/todo", "/me", "/me/instruments", "/engagements", "/engagements?at_risk=true"]
    found: list[Any] = []
    for path in paths:
        answer = await client.get(path, headers=headers)
        assert answer.status_code in (200, 403, 404), (path, answer.text)
        found.append(answer.json())
    table = await client.get(f"{at}/goals.csv", headers=headers)
    assert table.status_code in (200, 403, 404), table.text
    return json.dumps([*found, table.text], ensure_ascii=False)


async def _refusals(client: httpx.AsyncClient, engagement_id: str, bearer: str) -> str:
    """What it says to every act that can't be done so."""
    at, headers = f"/engagements/{engagement_id}", {"Authorization": f"Bearer {bearer}"}
    found: list[Any] = []
    for kind in acts():
        key = {"Idempotency-Key": f"{engagement_id}-{kind}", "If-Match": '"0.0000000000000000"'}
        answer = await client.post(f"{at}/acts/{kind}", json={"no": 1}, headers=headers | key)
        assert answer.status_code in (403, 404, 412), (kind, answer.text)
        found.append(answer.json())
        del key["If-Match"]
        answer = await client.post(f"{at}/acts/{kind}", json={"no": 1}, headers=headers | key)
        assert answer.status_code in (403, 404, 409, 422), (kind, answer.text)
        found.append(answer.json())
    return json.dumps(found, ensure_ascii=False)


@asynccontextmanager
async def _calling(place: Place) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(make_console(place.engine, SETTINGS))
    base = f"{SETTINGS.base_url}/api/v1"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client
