"""`launch`: a county's file becomes engagements."""

from pathlib import Path
from typing import Annotated

import typer

from workers.commands.common import AsJson, print_json, with_engine


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(launch)


def launch(
    file: Annotated[Path, typer.Argument(help="A cohort file (CSV, UTF-8), one learner a row.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only check the file; launch nothing.")
    ] = False,
    cohort: Annotated[
        str | None, typer.Option(help="The cohort's name; the file's name if not given.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Launch an engagement for each row of a file. The same file again launches nothing twice."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from workers.clock import wall_time
    from workers.exits import BadFile, NotFound
    from workers.operating import launching
    from workers.wiring import Engine

    if not file.is_file():
        raise NotFound(f"there is no file {file}", "Give the path of a CSV file.")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} can't be read ({error.strerror})") from None
    if dry_run:
        checked = launching.read_cohort(data, wall_time().date())
        if as_json:
            print_json({"rows": len(checked.rows), "agency": checked.agency, "launched": 0})
        else:
            n = len(checked.rows)
            typer.echo(f"{file.name} is fine: {n} engagements for {checked.agency}.")
            typer.echo("Nothing was launched (--dry-run).")
        return

    async def act(engine: Engine) -> launching.Launched:
        checked = launching.read_cohort(data, engine.clock.now().date())
        columns = (TextColumn("Launching"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, transient=True, disable=as_json) as bar:
            task = bar.add_task("", total=len(checked.rows))
            name = cohort or file.stem
            return await launching.launch(
                engine, checked, name, lambda done, _: bar.update(task, completed=done)
            )

    done = with_engine(act)
    if as_json:
        print_json(done.__dict__)
        return
    if done.launched == 0 and done.already == done.total:
        typer.echo(f"All {done.total} engagements of {done.cohort} are launched already.")
        typer.echo("Nothing was launched twice.")
    else:
        already = f", {done.already} were already" if done.already else ""
        typer.echo(f"Launched {done.launched} engagements as cohort {done.cohort}{already}.")
    if done.refused:
        typer.echo(f"{done.refused} rows were refused by the rules.", err=True)
    typer.echo(f"See them: coaching list --cohort {done.cohort!r}")
