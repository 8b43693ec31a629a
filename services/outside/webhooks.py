"""Where an agency's own systems are told of facts: endpoints that its coordinators keep."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

from activities.addresses import UnsafeAddress, place_of
from domain.person.person import Person
from services.connections import Engine
from services.ids import fresh_id
from services.reading.agencies import coordinated_by
from services.troubles import BadUsage, NotFound
from store.outside.webhook_rows import DeliveryRow, WebhookRow

MOST = 20
_SECRET_BYTES = 24


@dataclass(frozen=True)
class NewWebhook:
    """A new endpoint; `secret` checks what it is sent, and is shown this once."""

    row: WebhookRow
    secret: str


async def make_webhook(
    engine: Engine, coordinator: Person, url: str, *, loopback: bool
) -> NewWebhook:
    """An endpoint that is told of what is recorded from now on.

    `loopback`: it may be on this machine. Raises `Refusal`, `BadUsage`.
    """
    agency = await coordinated_by(engine, coordinator)
    try:
        place_of(url, loopback=loopback)
    except UnsafeAddress as unsafe:
        raise BadUsage.of(f"webhook_{unsafe.why}") from None
    there = await engine.store.webhooks.listed(agency.agency_id)
    if len(there) >= MOST:
        raise BadUsage.of("webhooks_enough", most=MOST)
    webhook_id = fresh_id()
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
    made = (url, secret, coordinator.person_id, engine.clock.now())
    await engine.store.webhooks.make(webhook_id, agency.agency_id, *made)
    rows = await engine.store.webhooks.listed(agency.agency_id)
    return NewWebhook(next(one for one in rows if one.webhook_id == webhook_id), secret)


async def webhooks_of(engine: Engine, coordinator: Person) -> list[WebhookRow]:
    """The agency's endpoints, disabled ones too. Raises `Refusal`."""
    agency = await coordinated_by(engine, coordinator)
    return await engine.store.webhooks.listed(agency.agency_id)


async def remove_webhook(engine: Engine, coordinator: Person, webhook_id: str) -> None:
    """End an endpoint, with what is recorded of it. Raises `Refusal`, `NotFound`."""
    agency = await coordinated_by(engine, coordinator)
    _found(await engine.store.webhooks.remove(webhook_id, agency.agency_id))


async def resume_webhook(engine: Engine, coordinator: Person, webhook_id: str) -> None:
    """Put an endpoint in use again: what it missed is sent. Raises `Refusal`, `NotFound`."""
    agency = await coordinated_by(engine, coordinator)
    _found(await engine.store.webhooks.resume(webhook_id, agency.agency_id))


async def deliveries_of(
    engine: Engine,
    coordinator: Person,
    webhook_id: str,
    limit: int,
    after: tuple[datetime, str] | None = None,
) -> list[DeliveryRow]:
    """What became of an endpoint's messages, newest first. Raises `Refusal`, `NotFound`."""
    agency = await coordinated_by(engine, coordinator)
    known = await engine.store.webhooks.listed(agency.agency_id)
    _found(webhook_id in {one.webhook_id for one in known})
    agency_id = agency.agency_id
    return list(await engine.store.webhooks.deliveries(webhook_id, agency_id, limit, after))


def _found(there: bool) -> None:
    if not there:
        raise NotFound.of("no_webhook")
