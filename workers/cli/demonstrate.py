"""`demo`: what `make run` shows."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from workers.demo.progress import Progress, Shown

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "county-case-plans.csv"


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(demo)


def demo(
    file: Annotated[Path, typer.Argument(help="The cohort file to show.")] = EXAMPLE,
    data_dir: Annotated[
        Path | None,
        typer.Option(help="A folder for demonstrations alone; `demo` in the data folder if none."),
    ] = None,
) -> None:
    """Show a county's year in a minute: launch a cohort, carry it through all seven stages."""
    import time

    from services.troubles import NotFound, Unreachable
    from workers.demo.own_folder import take_for_demo, usual_demo_folder
    from workers.disk import after_failure
    from workers.settings import load
    from workers.signals import until_told
    from workers.stack.child import ServerFailed

    if not file.is_file():
        raise NotFound(f"there is no file {file}", "Give the path of a cohort file.")
    began = time.monotonic()
    folder = data_dir or usual_demo_folder(load().data_dir)
    take_for_demo(folder)
    try:
        asyncio.run(until_told(_show(folder, file)))
    except ServerFailed as failed:
        raise Unreachable(str(failed), after_failure(folder)) from None
    typer.echo(f"\nDone in {time.monotonic() - began:.0f} seconds.")


async def _show(folder: Path, file: Path) -> None:
    from rich.console import Console
    from rich.live import Live

    from workers.clock import wall_time
    from workers.demo.quickening import quicken
    from workers.demo.running import Demonstration
    from workers.stack.whole import running
    from workers.wiring import opened

    console = Console()
    console.print("Starting PostgreSQL, Temporal, a mail catcher and a worker ...")
    async with running(folder, say=console.print) as stack:
        settings = stack.settings()
        async with opened(settings) as engine:
            cohort = f"County case plans, started {wall_time():%Y-%m-%d %H:%M:%S}"
            console.print(f"Launching {file.name} as cohort «{cohort}».")
            console.print("A day passes in less than half a second; everything else is real.\n")
            await quicken(engine)
            try:
                shower = Demonstration(engine, file, cohort, stack.mail.folder)
                if console.is_terminal:
                    with Live(console=console, refresh_per_second=4) as live:
                        shown = await shower.run(lambda p: live.update(_table(p)))
                else:
                    shown = await shower.run(_Lines(console.print).show)
            finally:
                await quicken(engine, 1.0)
        _tell(shown, stack.folder.path, stack.mail.folder)


def _table(progress: "Progress") -> "Table":
    from rich import box
    from rich.table import Table

    from domain.process.models import DEFAULT, process_model
    from workers.cli.common import stage_name

    title = f"Day {progress.day:.0f}: {progress.acts:,} acts recorded, {progress.mails:,} mails"
    if progress.held:
        title += "; the clock waits for the acts of this day"
    table = Table(box=box.SIMPLE, title=title, title_justify="left")
    table.add_column("stage")
    table.add_column("engagements", no_wrap=True)
    stages = process_model(*DEFAULT).stages
    for key in (*(stage.key for stage in stages), "following_up"):
        count = progress.stages[key]
        name = stage_name(key)
        table.add_row(name, "■" * count + f" {count}" if count else "")
    return table


def _again(folder: Path) -> str:
    from workers.demo.own_folder import usual_demo_folder
    from workers.folders import usual_folder

    usual = folder.resolve() == usual_demo_folder(usual_folder()).resolve()
    return "make up-demo" if usual else f"coaching up --data-dir '{folder}'"


class _Lines:
    """Where no terminal is: a line whenever ten more days have passed."""

    def __init__(self, say: "Callable[[str], None]") -> None:
        self._say = say
        self._next = 0.0
        self._told = False

    def show(self, progress: "Progress") -> None:
        """Say how far it is."""
        if progress.holds and not self._told:
            self._told = True
            self._say("This machine is busy: the clock waits until the acts of a day are done.")
        if progress.day >= self._next:
            self._next = progress.day + 10
            stages = ", ".join(f"{n} in {s.replace('_', ' ')}" for s, n in progress.stages.items())
            self._say(f"day {progress.day:3.0f}: {progress.acts:4} acts; {stages}")


def _tell(shown: "Shown", folder: Path, mails: Path) -> None:
    typer.echo(
        f"\n{shown.engagements} engagements went through all seven stages in {shown.days} days: "
        f"{shown.acts:,} acts, {shown.mails:,} mails."
    )
    if shown.holds:
        typer.echo(f"This machine is busy: {shown.holds} times the clock waited for a day's acts.")
    typer.echo(f"\nHandoffs ({len(shown.documents)} PDFs):")
    for path in shown.documents[:3]:
        typer.echo(f"  {path}")
    if len(shown.documents) > 3:
        typer.echo(f"  ... and {len(shown.documents) - 3} more in {shown.documents[0].parent}")
    typer.echo(f"\nDelivered mails: {mails}")
    newest = sorted(mails.glob("**/*.eml"))[-3:]
    for path in newest:
        typer.echo(f"  {path}")
    typer.echo(
        "\nTo see it in a browser, as coordinator, coach, learner, supervisor and leader:\n"
        f"  {_again(folder)}\n"
        "which keeps the made-up county running and prints an address for each of them.\n"
        "\nOr look at it in two terminals, both with\n"
        f"  . .venv/bin/activate && export COACHING_DATA_DIR='{folder}'\n"
        "in the one:\n"
        "  coaching up                            keep the made-up county running\n"
        "in the other:\n"
        f"  coaching list --cohort '{shown.cohort}'\n"
        "  coaching todo ursula.vance@almond-county.example\n"
        "  coaching timeline ID                   with an id from the list\n"
        "  coaching verify --sign\n"
        "An agency's own stack is started by `make up`; it knows nothing of this one."
    )
