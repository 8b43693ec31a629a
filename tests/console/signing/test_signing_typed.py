"""`coaching sign-in`, as an operator types it."""

import json

import pytest

from tests.console.signing.doorway import Doorway, is_in
from tests.journeys.terminal import Ran
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

HERE = {"COACHING_CONSOLE_URL": "https://coaching.example"}
PROVIDER = {
    "COACHING_OIDC_ISSUER": "https://id.county.example",
    "COACHING_OIDC_CLIENT_ID": "console",
    "COACHING_OIDC_CLIENT_SECRET": "hush-hush",
}


async def typed(door: Doorway, *words: str, **settings: str) -> Ran:
    """`coaching sign-in …`"""
    return await door.place.coaching("sign-in", *words, seconds=60, **settings)


async def test_an_operator_makes_a_link_that_signs_in_once(door: Doorway) -> None:
    ran = await typed(door, door.cast.email("coach"), **HERE)
    assert ran.code == Exit.OK, ran.err
    link, says = ran.out.splitlines()
    assert link.startswith("https://coaching.example/sign-in/link/")
    assert says == f"Good once, for 10 minutes, for {(await door.person('coach')).name} alone."
    browser = door.browser()
    assert (await door.follow(browser, link, "coach")).status_code == 303
    assert await is_in(browser)
    assert (await door.follow(door.browser(), link, "coach")).status_code == 403


async def test_a_script_is_given_the_link_as_json(door: Doorway) -> None:
    ran = await typed(door, door.cast.email("coach"), "--json", **HERE)
    said = json.loads(ran.out)
    assert said["minutes"] == 10
    assert said["link"].startswith("https://coaching.example/sign-in/link/")


async def test_there_are_no_links_where_a_provider_is_set(door: Doorway) -> None:
    email = door.cast.email("coach")
    ran = await typed(door, email, **HERE, **PROVIDER)
    assert ran.code == Exit.REFUSED
    assert "COACHING_OIDC_ISSUER" in ran.err
    assert "hush" not in ran.err
    assert ran.out == ""


async def test_a_new_account_ends_what_the_old_one_opened(door: Doorway) -> None:
    coach = await door.person("coach")
    browser = await door.signed_in("coach")
    accounts = door.place.store.accounts
    await accounts.bind("https://id.county.example", "old", [coach])
    email = door.cast.email("coach")
    ran = await typed(door, email, "--new-account", **HERE, **PROVIDER)
    assert ran.code == Exit.OK, ran.err
    assert await accounts.bound("https://id.county.example", "old") == []
    assert not await is_in(browser)


async def test_nobody_unknown_gets_a_link(door: Doorway) -> None:
    ran = await typed(door, "nobody@example.org", **HERE)
    assert ran.code == Exit.NOT_FOUND


async def test_who_makes_a_link_must_know_where_the_console_is(door: Doorway) -> None:
    ran = await typed(door, door.cast.email("coach"))
    assert ran.code == Exit.USAGE
    assert "COACHING_CONSOLE_URL" in ran.err
