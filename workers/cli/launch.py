"""`launch`: a county's file becomes engagements."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import AsJson, print_json, say, warn, with_engine

if TYPE_CHECKING:
    from domain.cohort import CohortFile
    from services.connections import Engine
    from services.launching import Launched


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(launch)


def launch(
    file: Annotated[
        Path, typer.Argument(help="A cohort file (.xlsx, .ods or CSV), one learner a row.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only check the file; launch nothing.")
    ] = False,
    cohort: Annotated[
        str | None, typer.Option(help="The cohort's name; the file's name if not given.")
    ] = None,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Launch also who is coached on this skill in another cohort."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Launch an engagement for each row of a file. The same file again launches nothing twice."""
    from services.checking import BadCohort, bytes_of, read_cohort
    from workers.clock import wall_time

    name = _name(cohort, file)
    data = bytes_of(file)
    try:
        # Checked before any server is asked; the stack's own day is looked at below.
        checked = read_cohort(data, wall_time().date())
    except BadCohort as bad:
        if as_json:
            print_json({"launched": 0, "problems": [p.model_dump() for p in bad.problems]})
        raise
    if dry_run:
        _tell_checked(checked, file, name, as_json)
        return
    done = with_engine(lambda engine: _launch(engine, data, name, anew, as_json))
    if as_json:
        print_json(done.__dict__)
    else:
        _tell(done, file)
    if done.refused:
        from services.troubles import Refused

        rows = "\n  ".join(f"row {row}: {why}" for row, why in done.refusals)
        raise Refused(f"{done.refused:,} rows were refused by the rules", rows)


async def _launch(
    engine: "Engine", data: bytes, name: str, anew: bool, as_json: bool
) -> "Launched":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from services import launching
    from services.troubles import Refused

    checked = launching.read_cohort(data, engine.clock.now().date())
    elsewhere = [] if anew else await launching.under_way_elsewhere(engine, checked, name)
    if elsewhere:
        other, count = max(elsewhere, key=lambda pair: pair[1])
        raise Refused(
            f"nothing was launched: {count:,} of {len(checked.rows):,} learners are coached on "
            f"this skill already, in the cohort {other!r}",
            f"To add to that cohort: --cohort {other!r}. To launch them a second time: --anew.",
        )
    columns = (TextColumn("Launching"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, disable=as_json) as bar:
        task = bar.add_task("", total=len(checked.rows))
        return await launching.launch(
            engine, checked, name, lambda done, _: bar.update(task, completed=done)
        )


def _name(cohort: str | None, file: Path) -> str:
    from services.troubles import BadUsage

    name = (file.stem if cohort is None else cohort).strip()
    if not name or len(name) > 120 or not name.isprintable():
        raise BadUsage("the cohort needs a name", "Give one, at most 120 characters: --cohort NAME")
    return name


def _tell_checked(checked: "CohortFile", file: Path, name: str, as_json: bool) -> None:
    from services.checking import to_look_over

    rows = len(checked.rows)
    if as_json:
        print_json(
            {
                "rows": rows,
                "agency": checked.agency,
                "cohort": name,
                "launched": 0,
                "problems": [],
                "remarks": [one.model_dump() for one in checked.remarks],
                "days": [one.model_dump(mode="json") for one in checked.days],
                "encoding": checked.encoding,
                "sheet": checked.sheet,
            }
        )
        return
    count = "1 engagement" if rows == 1 else f"{rows:,} engagements"
    say(f"{file.name} is fine: {count} for {checked.agency}, as cohort {name}.")
    for line in to_look_over(checked):
        say(line)
    say("Nothing was launched (--dry-run).")


def _tell(done: "Launched", file: Path) -> None:
    if done.launched == 0 and done.already == done.total:
        say(f"All {done.total:,} engagements of {done.cohort} are launched already.")
        say("Nothing was launched twice.")
    else:
        already = f"; {done.already:,} were already" if done.already else ""
        count = "1 engagement" if done.launched == 1 else f"{done.launched:,} engagements"
        say(f"Launched {count} as cohort {done.cohort}{already}.")
    for email in done.renamed:
        warn(f"The name of {email} was changed to what {file.name} says.")
    say(f"See them: coaching list --cohort {done.cohort!r}")
