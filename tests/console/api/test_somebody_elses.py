"""Somebody else's engagement is refused in the very words of one that does not exist."""

import re
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest

from console.api.application import make_api
from tests.console.api.calling import ROLES, SETTINGS, Office, opened_office
from tests.journeys.place import Place

pytestmark = pytest.mark.servers

_FILLED = {"kind": "look_at_readiness", "name": "agreement"}


@pytest.fixture(scope="module")
async def ours(shared_place: Place) -> AsyncIterator[Office]:
    """An agency whose people look at another's engagement."""
    async with opened_office(shared_place) as one:
        yield one


@pytest.fixture(scope="module")
async def theirs(shared_place: Place) -> AsyncIterator[Office]:
    """The other agency, in the middle of an engagement."""
    async with opened_office(shared_place) as one:
        await one.act("coach", "look_at_readiness", note="Nobody else's to read")
        yield one


def paths(office: Office) -> Iterator[tuple[str, str]]:
    """(method, path) of every route that names an engagement."""
    return ((method, path) for method, path in routes(office) if "{engagement_id}" in path)


def routes(office: Office) -> Iterator[tuple[str, str]]:
    """(method, path) of every route there is."""
    described = make_api(office.place.engine, SETTINGS).openapi()
    for path, operations in described["paths"].items():
        for method in operations:
            yield method.upper(), path


@pytest.mark.parametrize("role", [*ROLES, None])
async def test_every_route_refuses_it_alike(ours: Office, theirs: Office, role: str | None) -> None:
    every = list(paths(ours))
    assert len(every) >= 7
    for method, path in every:
        elses = await call(ours, role, method, path, theirs.told.id)
        missing = await call(ours, role, method, path, str(uuid4()))
        begun = await call(ours, role, method, path, theirs.told.id[:8])
        nonsense = await call(ours, role, method, path, "no-such")
        assert elses == missing == begun == nonsense, (method, path)
        assert elses[0] in (401, 403, 404), (method, path)
        if role not in (None, "system"):
            assert elses[0] == 404


async def test_colleagues_without_a_part_are_refused_alike(ours: Office) -> None:
    """Of the same agency: a leader, and somebody who is coached by nobody."""
    for method, path in paths(ours):
        for role in ("leader", "peer"):
            own = await call(ours, role, method, path, ours.told.id)
            assert own == await call(ours, role, method, path, str(uuid4())), (method, path)
            assert own[0] == 404


async def test_every_route_is_there_for_its_own_people(ours: Office) -> None:
    """Else the refusals above would prove nothing."""
    for method, path in paths(ours):
        if path.startswith("/concerns") or path.endswith(
            (".pdf", "/acts/{kind}", "/skill-coaching")
        ):
            continue  # not there yet, or a learner's or a handler's alone
        own = await call(ours, "coach", method, path, ours.told.id)
        assert own[0] == 200, (method, path, own)


async def test_lists_hold_nothing_of_others(ours: Office, theirs: Office) -> None:
    for role in ROLES:
        for path in ("/engagements", "/me/todo", "/people", "/cohorts", "/agency", "/me"):
            said = (await ours.get(role, path)).text
            for secret in (theirs.told.id, theirs.cast.agency, *theirs.cast.ids.values()):
                assert secret not in said, (role, path)


async def test_who_is_not_known_learns_nothing_but_that(ours: Office) -> None:
    for method, path in routes(ours):
        answer = await call(ours, None, method, path, ours.told.id)
        assert answer[0] == 401, (method, path, answer)
    ours.bearers["wrong"] = "coaching_" + "x" * 43
    assert (await ours.get("wrong", "/me")).status_code == 401


async def call(
    office: Office, role: str | None, method: str, path: str, engagement_id: str
) -> tuple[int, str, str]:
    """Status, media type and body."""
    filled = path.replace("{engagement_id}", engagement_id)
    filled = re.sub(r"\{(\w+)\}", lambda one: _FILLED.get(one[1], "x"), filled)
    headers = office.headers(role, **{"Idempotency-Key": str(uuid4())})
    body = {"note": "Ready"} if method in ("POST", "PATCH") else None
    answer = await office.client.request(method, filled, json=body, headers=headers)
    return answer.status_code, answer.headers.get("content-type", ""), answer.text
