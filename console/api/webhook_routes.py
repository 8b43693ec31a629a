"""Endpoints at which the agency's own systems are told of facts, and what became of messages."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from console.api.answers import Page
from console.api.callers import WebhookManager
from console.api.paging import USUAL, Cursor, Limit, cursor_of, place_at
from console.depends import EngineOf, SettingsOf
from domain.base.model import Frozen, Instant
from domain.engagement.views.told import told_kinds
from domain.words import say_event
from services.outside import webhooks
from store.outside.webhook_rows import WebhookRow

router = APIRouter(tags=["webhooks"])


class WebhookRequest(Frozen):
    """Where messages are to go: an https address on the internet."""

    url: Annotated[str, Field(min_length=1, max_length=500)]


class WebhookShape(Frozen):
    """An endpoint. `disabled_at`: it failed for days, and nothing is sent until it is resumed."""

    webhook_id: str
    url: str
    made_by: str
    made_at: Instant
    failing_since: Instant | None
    next_attempt_at: Instant | None
    disabled_at: Instant | None


class NewWebhookShape(WebhookShape):
    """A new endpoint; `secret` checks the signatures of what it is sent, and is shown this once."""

    secret: str


class DeliveryShape(Frozen):
    """What became of a message; `answer` is an HTTP status, or what went wrong."""

    message_id: str
    engagement_id: str
    kind: str
    status: str
    attempts: int
    answer: str
    first_at: Instant
    last_at: Instant


class FactKind(Frozen):
    """A kind of fact that systems are told of; a message's `type` is `engagement.` and this."""

    kind: str
    says: str


@router.get("/webhooks")
async def list_webhooks(engine: EngineOf, caller: WebhookManager) -> list[WebhookShape]:
    """The agency's endpoints, for its coordinators, disabled ones too."""
    return [_shape(one) for one in await webhooks.webhooks_of(engine, caller.person)]


@router.post("/webhooks", status_code=201)
async def make_webhook(
    engine: EngineOf, settings: SettingsOf, caller: WebhookManager, wanted: WebhookRequest
) -> NewWebhookShape:
    """An endpoint that is told of what is recorded from now on, each fact at least once."""
    loopback = not settings.secure
    made = await webhooks.make_webhook(engine, caller.person, wanted.url, loopback=loopback)
    return NewWebhookShape(**_shape(made.row).model_dump(), secret=made.secret)


@router.get("/webhooks/kinds")
async def list_fact_kinds(_: WebhookManager) -> list[FactKind]:
    """What systems are told of."""
    return [FactKind(kind=kind, says=say_event(kind)) for kind in sorted(told_kinds())]


@router.delete("/webhooks/{webhook_id}", status_code=204)
async def remove_webhook(engine: EngineOf, caller: WebhookManager, webhook_id: str) -> Response:
    """End an endpoint, with what is recorded of it."""
    await webhooks.remove_webhook(engine, caller.person, webhook_id)
    return Response(status_code=204)


@router.post("/webhooks/{webhook_id}/resume", status_code=204)
async def resume_webhook(engine: EngineOf, caller: WebhookManager, webhook_id: str) -> Response:
    """Put a disabled endpoint in use again; what it missed is sent."""
    await webhooks.resume_webhook(engine, caller.person, webhook_id)
    return Response(status_code=204)


@router.get("/webhooks/{webhook_id}/deliveries")
async def list_deliveries(
    engine: EngineOf,
    caller: WebhookManager,
    webhook_id: str,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[DeliveryShape]:
    """What became of its messages in the last 30 days, the newest first."""
    place = place_at(cursor)
    after: tuple[datetime, str] | None = (place.at, place.id) if place else None
    found = await webhooks.deliveries_of(engine, caller.person, webhook_id, limit + 1, after)
    shown = tuple(
        DeliveryShape(
            message_id=one.message_id,
            engagement_id=one.engagement_id,
            kind=one.kind,
            status=one.status,
            attempts=one.attempts,
            answer=one.answer,
            first_at=one.first_at,
            last_at=one.last_at,
        )
        for one in found[:limit]
    )
    more = len(found) > limit
    after_this = cursor_of(shown[-1].last_at, shown[-1].message_id) if more else None
    return Page(items=shown, next=after_this)


def _shape(row: WebhookRow) -> WebhookShape:
    return WebhookShape(
        webhook_id=row.webhook_id,
        url=row.url,
        made_by=row.made_by,
        made_at=row.made_at,
        failing_since=row.failing_since,
        next_attempt_at=row.next_attempt_at,
        disabled_at=row.disabled_at,
    )
