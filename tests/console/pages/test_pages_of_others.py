"""Somebody else's engagement is refused on every page in the very words of one that is not."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.console.pages.visiting import Office, another, no_such, opened_office, routes
from tests.journeys.cast import Told
from tests.journeys.place import Place

pytestmark = pytest.mark.servers

ROLES = ("coordinator", "coach", "learner", "supervisor", "leader", "peer")
OFFICE = {
    "/board",
    "/launch",
    "/caseload",
    "/program",
    "/cohorts",
    "/cohorts/new",
    "/cohorts/{cohort_id}",
    "/people",
    "/mails",
    "/agency",
    "/agency/settings",
    "/agency/agreement",
    "/agency/questionnaires",
}
"""Pages of an office, for who holds it; some for leadership too."""
_FILLED = {
    "kind": "look_at_readiness",
    "name": "agreement",
    "cohort_id": "no-such",
    "instrument": "working_relationship",
}
_SENT = {"note": "Ready", "skill": "Interviewing", "name": "x", "email": "x@x.example"}


@pytest.fixture(scope="module")
async def ours(shared_place: Place) -> AsyncIterator[Office]:
    """An agency whose people look at others' engagements."""
    async with opened_office(shared_place) as one:
        yield one


@pytest.fixture(scope="module")
async def colleagues(ours: Office) -> Told:
    """An engagement of the same agency, of other people, coordinated by the same."""
    return await another(ours)


@pytest.fixture(scope="module")
async def theirs(shared_place: Place) -> AsyncIterator[Office]:
    """The other agency, in the middle of an engagement."""
    async with opened_office(shared_place) as one:
        await one.told.does("coach", "look_at_readiness", note="Nobody else's to read")
        yield one


@pytest.mark.parametrize("role", ROLES)
async def test_another_agencys_engagement_is_refused_alike(
    ours: Office, theirs: Office, role: str
) -> None:
    await refused_alike(ours, role, theirs.told.id)


@pytest.mark.parametrize("role", ["coach", "learner", "supervisor", "leader", "peer"])
async def test_a_colleagues_engagement_is_refused_alike(
    ours: Office, colleagues: Told, role: str
) -> None:
    await refused_alike(ours, role, colleagues.id)


async def test_nothing_was_recorded_by_what_was_refused(
    ours: Office, theirs: Office, colleagues: Told
) -> None:
    before = await theirs.told.kinds(), await colleagues.kinds()
    for told in (theirs.told, colleagues):
        path = f"/engagements/{told.id}/act/look_at_readiness"
        assert (await ours.post("coach", path, _SENT)).status_code == 404
    assert (await theirs.told.kinds(), await colleagues.kinds()) == before


async def test_every_page_is_there_for_its_own_people(ours: Office) -> None:
    """Else the refusals would prove nothing."""
    await ours.told.does("learner", "raise_concern", concern="We hardly ever meet")
    for method, path in routes(ours):
        if "{engagement_id}" not in path or method != "GET":
            continue
        if path.endswith((".pdf", "/live", "/conversation", "/closing")):
            continue
        if path.endswith("/skill"):  # a learner's, out of another model: test_skill_coaching
            continue
        answers = [
            await call(ours, role, method, path, ours.told.id) for role in ("coach", "coordinator")
        ]
        assert 200 in [one[0] for one in answers], (method, path)


async def test_who_is_not_signed_in_is_led_to_signing_in(ours: Office) -> None:
    for method, path in routes(ours):
        if path.startswith(("/sign-in", "/sign-out", "/calendar")):
            continue
        status, where, _ = await call(ours, None, method, path, ours.told.id)
        assert (status, where[:12]) == (303, "/sign-in?to="), (method, path)


@pytest.mark.parametrize("role", ["coach", "learner", "supervisor", "peer"])
async def test_the_pages_of_an_office_are_for_who_holds_it(ours: Office, role: str) -> None:
    seen = {path for _, path in routes(ours)}
    assert seen >= OFFICE
    for method, path in routes(ours):
        if path in OFFICE:
            status, _, _ = await call(ours, role, method, path, "")
            assert status == 404, (method, path)
    menu = await ours.sees(role, "/")
    assert not [path for path in OFFICE if f'href="{path}"' in menu]


async def test_leadership_has_the_agreement_and_no_other_office(ours: Office) -> None:
    leaders = {"/agency", "/agency/agreement", "/agency/settings", "/program"}
    for path in OFFICE:
        status, _, _ = await call(ours, "leader", "GET", path, "")
        assert status == (200 if path in leaders else 404), path


async def test_lists_hold_nothing_of_another_agency(ours: Office, theirs: Office) -> None:
    secrets = (theirs.told.id, theirs.cast.agency, theirs.cast.slug, *theirs.cast.ids.values())
    for role in ROLES:
        for method, path in routes(ours):
            if method != "GET" or "{" in path or path.startswith("/sign-in"):
                continue
            said = (await ours.get(role, path)).text
            assert not [one for one in secrets if one in said], (role, path)


async def refused_alike(office: Office, role: str, elses: str) -> None:
    """Every route of an engagement, as of one that does not exist."""
    every = [one for one in routes(office) if "{engagement_id}" in one[1]]
    assert len(every) >= 10
    for method, path in every:
        answer = await call(office, role, method, path, elses)
        assert answer[0] == 404, (method, path)
        for other in (no_such(), elses[:8], "no-such"):
            assert answer == await call(office, role, method, path, other), (method, path)


async def call(
    office: Office, role: str | None, method: str, path: str, engagement_id: str
) -> tuple[int, str, str]:
    """Status, where it leads, and body."""
    filled = path.replace("{engagement_id}", engagement_id)
    filled = re.sub(r"\{(\w+)\}", lambda one: _FILLED.get(one[1], "x"), filled)
    if method == "POST":
        answer = await office.post(role, filled, _SENT)
    else:
        answer = await office.get(role, filled)
    return answer.status_code, answer.headers.get("location", ""), answer.text
