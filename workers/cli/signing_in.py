"""`sign-in`: a link by which a person signs in once."""

from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import AsJson, print_json, say, with_store

if TYPE_CHECKING:
    from store.store import Store


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("sign-in")(sign_in)


def sign_in(
    email: Annotated[str, typer.Argument(help="Whose link: an e-mail address, or an id.")],
    new_account: Annotated[
        bool,
        typer.Option(
            "--new-account",
            help="With an OpenID provider: they have another account there; forget the one before.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a link by which a person signs in to the console, once, within ten minutes."""
    if new_account:
        _forget(email, as_json)
        return
    from services import find
    from services.signing.sign_in import make_link
    from store.sessions.link_rows import LINK_MINUTES
    from workers.console_address import known_address
    from workers.provider_settings import provider_of
    from workers.settings import load

    settings = load()
    provider, address = provider_of(settings), known_address(settings)

    async def act(store: "Store") -> tuple[str, list[str]]:
        people = await find.persons(store, email)
        secret = await make_link(store, people, provider=provider is not None)
        return f"{address}/sign-in/link/{secret}", [one.name for one in people]

    link, names = with_store(act)
    if as_json:
        print_json({"link": link, "names": names, "minutes": LINK_MINUTES})
        return
    say(link)
    say(f"Good once, for {LINK_MINUTES} minutes, for {' or '.join(dict.fromkeys(names))} alone.")


def _forget(email: str, as_json: bool) -> None:
    from services import find
    from services.signing.provider_accounts import forget_account
    from services.signing.sign_in import end_all

    async def act(store: "Store") -> int:
        people = await find.persons(store, email)
        forgotten = await forget_account(store, people)
        for one in people:
            await end_all(store, one)
        return forgotten

    forgotten = with_store(act)
    if as_json:
        print_json({"forgotten": forgotten})
    elif forgotten:
        say("Forgotten, and signed out. Whoever signs in with this address next is this person.")
    else:
        say("No account was known. Whoever signs in with this address next is this person.")
