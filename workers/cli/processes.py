"""Commands about the processes: `up`, `worker`, `console`, `migrate`, `doctor`, `key`."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder of the embedded stack; .data if not set.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(up)
    app.command()(worker)
    app.command()(console)
    app.command()(migrate)
    app.command("prepare-temporal")(prepare_temporal)
    app.command()(doctor)
    app.command()(key)


def up(
    data_dir: DataDir = None,
    begin_anew: Annotated[
        bool,
        typer.Option(
            "--begin-anew", help="Move an earlier log aside, within the folder, and begin anew."
        ),
    ] = False,
) -> None:
    """Start everything on this machine, and keep it running until Ctrl-C."""
    from services.troubles import Unreachable
    from workers.demo.ways_in import ways_in
    from workers.disk import after_failure
    from workers.settings import load
    from workers.signals import until_told
    from workers.stack.child import ServerFailed
    from workers.stack.whole import running

    settings = load(data_dir)

    async def serve() -> None:
        starting = running(
            settings.data_dir, ui=True, console=True, begin_anew=begin_anew, say=_warn
        )
        async with starting as stack:
            typer.echo(f"Running on {stack.folder.path}. Ctrl-C stops everything; data stays.")
            if stack.console.wanted:
                typer.echo(f"  The console       {stack.console.address}")
            typer.echo(f"  Temporal's pages  {stack.temporal.ui_address}")
            typer.echo(f"  Mail, as files    {stack.mail.folder}")
            typer.echo(f"  Documents         {stack.settings().documents}")
            if stack.console.wanted:
                typer.echo("\n".join(await ways_in(stack.settings(), stack.console.address)))
            await stack.watch(_warn)

    try:
        asyncio.run(until_told(serve()))
    except ServerFailed as failed:
        raise Unreachable(str(failed), after_failure(settings.data_dir)) from None
    typer.echo("Stopped.")


def _warn(said: str) -> None:
    typer.echo(said, err=True)


def worker() -> None:
    """Run one worker until SIGTERM: it takes work from Temporal and writes PostgreSQL."""
    import uvloop

    from workers.logging import configure
    from workers.running import work
    from workers.settings import load
    from workers.signals import until_told

    settings = load()
    configure(settings.log_level, settings.log_format)
    uvloop.run(until_told(work(settings)))


def console() -> None:
    """Serve the console's pages and its API until SIGTERM."""
    import uvloop

    from workers.console_part import serve
    from workers.logging import configure
    from workers.settings import load
    from workers.signals import until_told

    settings = load()
    configure(settings.log_level, settings.log_format)
    uvloop.run(until_told(serve(settings)))


def migrate(as_json: AsJson = False) -> None:
    """Bring the database up to date, as its owner; safe to repeat, and from many at once."""
    from workers.migrating import migrate_now
    from workers.settings import load

    applied = asyncio.run(migrate_now(load()))
    if as_json:
        typer.echo(json.dumps({"applied": applied}))
    else:
        typer.echo("\n".join(f"applied {name}" for name in applied) or "already up to date")


def prepare_temporal() -> None:
    """Make namespace and search attributes on a Temporal server of your own; safe to repeat."""
    from workers.preparing import prepare_temporal as prepare
    from workers.settings import load

    made = asyncio.run(prepare(load()))
    typer.echo("\n".join(f"made {name}" for name in made) or "everything is there")


def doctor(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Say of every part whether it is well, and what to do where it is not."""
    from workers.cli.doctor.examination import examine, exit_of
    from workers.settings import load

    findings = asyncio.run(examine(load(data_dir)))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in findings]))
    else:
        for one in findings:
            typer.echo(f"{'ok ' if one.ok else '** '} {one.name}: {one.says}")
            if one.remedy:
                typer.echo(f"      {one.remedy}")
    raise typer.Exit(int(exit_of(findings)))


def key() -> None:
    """Print a new key for COACHING_MASTER_KEY or COACHING_CHAIN_KEY."""
    from workers.keys import fresh_key

    typer.echo(fresh_key())
