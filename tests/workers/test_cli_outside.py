"""Tokens and webhooks at the terminal."""

import pytest

from tests.workers.desk import COORDINATOR, SUPERVISOR, Desk

pytestmark = pytest.mark.servers


async def test_a_token_is_made_listed_and_revoked(desk: Desk) -> None:
    made = await desk.done(
        *("tokens", "make", "Payroll", "--scope", "engagements:read", "--by", COORDINATOR, "--json")
    )
    token, token_id = made.json["token"], made.json["token_id"]
    assert token.startswith("coaching_")
    listed = await desk.done("tokens", "list", "--by", COORDINATOR)
    assert token_id in listed.out
    assert token not in listed.out
    await desk.done("tokens", "revoke", token_id, "--by", COORDINATOR)
    assert "revoked" in (await desk.done("tokens", "list", "--by", COORDINATOR)).out


async def test_who_coordinates_nothing_makes_no_token(desk: Desk) -> None:
    words = ("tokens", "make", "Payroll", "--scope", "engagements:read", "--by", SUPERVISOR)
    answer = await desk.coaching(*words)
    assert answer.code == 3
    assert "program coordinator" in answer.err


async def test_an_unknown_scope_names_those_there_are(desk: Desk) -> None:
    words = ("tokens", "make", "Payroll", "--scope", "everything", "--by", COORDINATOR)
    answer = await desk.coaching(*words)
    assert answer.code == 2
    assert "engagements:read" in answer.err


async def test_a_webhook_is_made_listed_and_removed(desk: Desk) -> None:
    url = "https://payroll.almond.example/facts"
    made = await desk.done("webhooks", "make", url, "--by", COORDINATOR, "--json")
    assert made.json["secret"].startswith("whsec_")
    listed = await desk.done("webhooks", "list", "--by", COORDINATOR)
    assert url in listed.out
    assert made.json["secret"] not in listed.out
    webhook = made.json["webhook_id"]
    none = await desk.done("webhooks", "deliveries", webhook, "--by", COORDINATOR, "--json")
    assert isinstance(none.json, list)
    await desk.done("webhooks", "resume", webhook, "--by", COORDINATOR)
    await desk.done("webhooks", "remove", webhook, "--by", COORDINATOR)
    assert url not in (await desk.done("webhooks", "list", "--by", COORDINATOR)).out
    private = ("webhooks", "make", "https://10.0.0.1/", "--by", COORDINATOR)
    assert (await desk.coaching(*private)).code == 2
