"""`dispose`: what people wrote, or who somebody was, made unreadable for good."""

from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import AsJson, Id, print_json, reading_for, say, warn, with_store

if TYPE_CHECKING:
    from services.operating.disposing import ToDispose
    from store.store import Store

Reason = Annotated[str, typer.Option("--reason", help="Why; kept in the ledger of keys for good.")]
Confirm = Annotated[
    str | None,
    typer.Option("--confirm", help="What you would be asked to type, where no terminal is."),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    dispose = typer.Typer(
        no_args_is_help=True, help="Make text unreadable for good, once coaching has ended."
    )
    dispose.command("engagement")(engagement)
    dispose.command("person")(person)
    app.add_typer(dispose, name="dispose")


def engagement(id: Id, reason: Reason, confirm: Confirm = None, as_json: AsJson = False) -> None:
    """Dispose of all that was written in an engagement that has ended. It can't be undone."""
    from services.operating import disposing

    what = with_store(lambda store: disposing.engagement(store, id))
    _dispose(what, reason, confirm, as_json)


def person(
    email: Annotated[str, typer.Argument(help="An e-mail address, or a person's id.")],
    reason: Reason,
    confirm: Confirm = None,
    as_json: AsJson = False,
) -> None:
    """Dispose of a person's name and address, once all their coaching has ended.

    It can't be undone.
    """
    from services.operating import disposing

    what = with_store(lambda store: disposing.person(store, email))
    _dispose(what, reason, confirm, as_json)


def _dispose(what: "ToDispose", reason: str, confirm: str | None, as_json: bool) -> None:
    from services.operating.disposing import dispose
    from services.reading.reasons import require_reason

    why = reading_for(reason)
    require_reason(why)
    warn(f"This makes unreadable for good: {what.what}.")
    warn("It can't be undone. That it happened, when and by whom stays in the log.")
    warn("Backups, mails sent and files in the documents folder keep their text: see to them.")
    _confirmed(what.phrase, confirm)

    async def run(store: "Store") -> int:
        return await dispose(store, what, why)

    keys = with_store(run)
    if as_json:
        print_json({"disposed": what.engagement or what.person, "keys": keys})
    else:
        say(f"Disposed of: {what.what}. Keys destroyed: {keys}.")


def _confirmed(phrase: str, confirm: str | None) -> None:
    """Raises `BadUsage` unless the phrase was typed."""
    from services.troubles import BadUsage
    from workers.cli.terminal import is_one

    typed = confirm
    if typed is None and is_one():
        import questionary

        typed = str(questionary.text(f"Type {phrase} to go on:").unsafe_ask())
    if typed is None:
        raise BadUsage("this is to be confirmed", f"Add --confirm {phrase}")
    if typed.strip() != phrase:
        raise BadUsage("nothing was disposed of: that is not what was to be typed")
