"""`verify`, `rebuild`, `recover`: the log checked, the read models and the clockwork made anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import AsJson, print_json, say, with_engine, with_store

if TYPE_CHECKING:
    from store.log.verifier import Verdict
    from store.projections.rebuild import Rebuilt
    from store.store import Store


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(verify)
    app.command()(rebuild)
    app.command()(recover)


def verify(
    heads: Annotated[
        Path | None, typer.Option(help="The signed heads; heads.jsonl in the data folder if none.")
    ] = None,
    sign: Annotated[
        bool, typer.Option("--sign", help="If all is well, sign how far every stream has come.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check that no event was changed, removed, reordered or cut off."""
    from services.troubles import NotFound, NotVerified
    from store.log.heads import HeadsForged
    from workers.clock import wall_time
    from workers.settings import load

    path = heads or load().data_dir / "heads.jsonl"
    if heads is not None and not sign and not path.exists():
        raise NotFound(f"there is no file {path}", "Without --heads, the data folder's is used.")

    async def act(store: "Store") -> "Verdict":
        verdict = await store.verifier.verify(path if path.exists() else None)
        if sign and verdict.intact:
            await store.verifier.write_heads(path, wall_time())
        return verdict

    try:
        verdict = with_store(act)
    except HeadsForged as forged:
        raise NotVerified(f"{path} is not as it was signed ({forged})") from None
    if as_json:
        print_json(
            {
                "intact": verdict.intact,
                "streams": verdict.streams,
                "events": verdict.events,
                "anchored": verdict.anchored,
                "unanchored": verdict.unanchored,
                "signed": str(path) if sign and verdict.intact else None,
                "findings": [f.__dict__ for f in verdict.findings],
            }
        )
    else:
        say(f"{verdict.events:,} events in {verdict.streams:,} streams checked.")
        if not verdict.anchored:
            say("No heads were signed yet, so a loss at the end of a stream goes unseen.")
        elif verdict.unanchored:
            say(f"{verdict.unanchored:,} of them are newer than the signed heads.")
        for one in verdict.findings:
            say(f"  {one.stream}, {one.part} {one.version}: {one.what.replace('_', ' ')}")
        if sign and verdict.intact:
            say(f"Signed: {path}")
    if not verdict.intact:
        raise NotVerified(
            f"the log is not as it was written: {len(verdict.findings)} findings",
            "Stop the workers, keep the database as it is, and compare it with a backup.",
        )
    if not as_json:
        say("The log is whole.")


def rebuild(as_json: AsJson = False) -> None:
    """Make the read models anew from the log; nothing is sent again."""

    async def act(store: "Store") -> "list[Rebuilt]":
        return await store.rebuilder.rebuild()

    done = with_store(act)
    differed = [one for one in done if one.differed]
    if as_json:
        print_json({"streams": len(done), "differed": [one.__dict__ for one in differed]})
        return
    say(f"{len(done):,} streams folded anew from the log.")
    for one in differed:
        say(f"  {one.stream} differed: {', '.join(one.differed)}")
    if not differed:
        say("Everything equals what was there.")


def recover(
    restored: Annotated[
        bool, typer.Option("--restored", help="The database was brought back from a backup.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """After Temporal lost its data: every engagement goes on; older workers can't write."""
    from workers.recovering import recover as bring_back
    from workers.recovering import what_goes_on

    epoch, done = with_engine(lambda engine: bring_back(engine, restored=restored))
    if as_json:
        print_json({"epoch": epoch, **done.__dict__})
        return
    say(what_goes_on(done))
    say(
        f"This is engine epoch {epoch}: workers started before can't write, and end. `coaching up` "
        "starts its own again; start others anew."
    )
