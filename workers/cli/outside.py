"""`tokens` and `webhooks`: doors for an agency's own systems, kept by its coordinators."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from workers.cli.common import AsJson, Limit, print_json, print_table, say, with_engine

if TYPE_CHECKING:
    from domain.person.person import Person
    from services.connections import Engine
    from store.outside.token_rows import TokenRow
    from store.outside.webhook_rows import WebhookRow

T = TypeVar("T")

By = Annotated[str, typer.Option("--by", help="The agency's coordinator: an e-mail address.")]
TokenId = Annotated[str, typer.Argument(help="The token's id, from `coaching tokens list`.")]
WebhookId = Annotated[str, typer.Argument(help="Its id, from `coaching webhooks list`.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    tokens = typer.Typer(no_args_is_help=True, help="Tokens for an agency's own systems.")
    tokens.command("make")(make_token)
    tokens.command("list")(list_tokens)
    tokens.command("revoke")(revoke_token)
    app.add_typer(tokens, name="tokens")
    webhooks = typer.Typer(no_args_is_help=True, help="Where other systems are told of facts.")
    webhooks.command("make")(make_webhook)
    webhooks.command("list")(list_webhooks)
    webhooks.command("remove")(remove_webhook)
    webhooks.command("resume")(resume_webhook)
    webhooks.command("deliveries")(list_deliveries)
    app.add_typer(webhooks, name="webhooks")


def make_token(
    name: Annotated[str, typer.Argument(help="Which system will use it.")],
    by: By,
    scopes: Annotated[
        list[str], typer.Option("--scope", help="What it is for, such as engagements:read.")
    ],
    days: Annotated[int, typer.Option(help="For how many days it is good.")] = 90,
    as_json: AsJson = False,
) -> None:
    """Make a token; it is shown this once."""
    from services.signing import tokens

    made = _as(by, lambda engine, me: tokens.make_for_system(engine, me, name, scopes, days))
    if as_json:
        print_json({"token": made.token, **_json(asdict(made.row))})
        return
    until = f"{made.row.expires_at:%Y-%m-%d}"
    say(f"Token for {made.row.name}, until {until}. Keep it: it is shown once.")
    say(made.token)


def list_tokens(by: By, as_json: AsJson = False) -> None:
    """The tokens of an agency's systems, revoked ones too."""
    from services.signing import tokens

    found = _as(by, tokens.of_systems)
    if as_json:
        print_json([_json(asdict(one)) for one in found])
        return
    rows = [
        (one.token_id, one.name, " ".join(one.scopes), f"{one.expires_at:%Y-%m-%d}", _used(one))
        for one in found
    ]
    print_table(("id", "system", "scopes", "good until", "used"), rows, "There are none.")


def revoke_token(token: TokenId, by: By) -> None:
    """End a token at once."""
    from services.signing import tokens

    _as(by, lambda engine, me: tokens.revoke_of_system(engine, me, token))
    say("The token is revoked.")


def make_webhook(
    url: Annotated[str, typer.Argument(help="Where messages go: an https address.")],
    by: By,
    as_json: AsJson = False,
) -> None:
    """Tell a system of what is recorded from now on; the secret is shown this once."""
    from services.outside import webhooks
    from workers.settings import load

    here = load().on_one_machine
    made = _as(by, lambda engine, me: webhooks.make_webhook(engine, me, url, loopback=here))
    if as_json:
        print_json({"secret": made.secret, **_json(asdict(made.row))})
        return
    say(f"Facts go to {made.row.url}. Keep the secret, which checks them: it is shown once.")
    say(made.secret)


def list_webhooks(by: By, as_json: AsJson = False) -> None:
    """Where an agency's systems are told of facts, and how that goes."""
    from services.outside import webhooks

    found = _as(by, webhooks.webhooks_of)
    if as_json:
        print_json([_json(asdict(one)) for one in found])
        return
    rows = [(one.webhook_id, one.url, _state(one)) for one in found]
    print_table(("id", "address", "state"), rows, "There are none.")


def remove_webhook(webhook: WebhookId, by: By) -> None:
    """Tell it no more, and drop what is recorded of its messages."""
    from services.outside import webhooks

    _as(by, lambda engine, me: webhooks.remove_webhook(engine, me, webhook))
    say("It is removed.")


def resume_webhook(webhook: WebhookId, by: By) -> None:
    """Use it again after it failed for days; what it missed is sent."""
    from services.outside import webhooks

    _as(by, lambda engine, me: webhooks.resume_webhook(engine, me, webhook))
    say("It is in use again.")


def list_deliveries(webhook: WebhookId, by: By, limit: Limit = 50, as_json: AsJson = False) -> None:
    """What became of its messages, the newest first."""
    from services.outside import webhooks

    found = _as(by, lambda engine, me: webhooks.deliveries_of(engine, me, webhook, limit))
    if as_json:
        print_json([_json(asdict(one)) for one in found])
        return
    rows = [
        (f"{one.last_at:%Y-%m-%d %H:%M}", one.kind, one.status, one.attempts, one.answer)
        for one in found
    ]
    print_table(("last", "fact", "state", "attempts", "answer"), rows, "There are none.")


def _as(by: str, act: "Callable[[Engine, Person], Awaitable[T]]") -> T:
    """Run as the person with this address."""
    from services import find

    async def run(engine: "Engine") -> T:
        return await act(engine, await find.person(engine.store, by))

    return with_engine(run)


def _used(token: "TokenRow") -> str:
    if token.revoked_at:
        return f"revoked {token.revoked_at:%Y-%m-%d}"
    return f"{token.used_at:%Y-%m-%d}" if token.used_at else "never"


def _state(webhook: "WebhookRow") -> str:
    if webhook.disabled_at:
        return f"disabled {webhook.disabled_at:%Y-%m-%d}: it failed for days"
    return f"failing since {webhook.failing_since:%Y-%m-%d}" if webhook.failing_since else "well"


def _json(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in fields.items()
    }
