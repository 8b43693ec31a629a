"""`launch`: a county's file becomes engagements."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workers.cli.common import AsJson, operator, print_json, say, warn, with_engine, with_store

if TYPE_CHECKING:
    from domain.cohort import CohortFile
    from services.connections import Engine
    from services.launching.cohort_launching import Launched


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
    background: Annotated[
        bool,
        typer.Option("--background", help="Don't wait: `coaching cohorts` shows how far it is."),
    ] = False,
    country: Annotated[
        str | None,
        typer.Option(help="Read days as this country writes them (two letters), not the agency's."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Launch an engagement for each row of a file. The same file again launches nothing twice.

    Once its rows are noted the launch goes on by itself: Ctrl-C leaves it, and loses nothing.
    """
    from services.launching.checking import BadCohort, bytes_of, fine
    from workers.clock import wall_time

    name = _name(cohort, file)
    data = bytes_of(file)
    try:
        # Checked before any server is asked; the stack's own day is looked at below.
        checked = fine(_first_look(data, wall_time().date(), country or "US"))
    except BadCohort as bad:
        if as_json:
            print_json({"launched": 0, "problems": [p.model_dump() for p in bad.problems]})
        raise
    if dry_run:
        _tell_checked(checked, file, name, as_json)
        return
    asked = _Asked(data, checked.agency, name, country, anew, not background, as_json)
    try:
        done = with_engine(lambda engine: _launch(engine, asked))
    except KeyboardInterrupt:
        warn("Left. What is noted goes on by itself: `coaching cohorts` shows how far.")
        warn("The same launch again notes the rest, and launches nothing twice.")
        raise
    if as_json:
        print_json(_as_data(done))
    else:
        _tell(done, file)
    if done.refused:
        from services.troubles import Refused

        rows = "\n  ".join(f"row {row}: {why}" for row, why in done.refusals)
        raise Refused(f"{done.refused:,} rows were refused by the rules", rows)


@dataclass(frozen=True)
class _Asked:
    """What was typed, and the agency that the file names."""

    data: bytes
    agency: str
    name: str
    country: str | None
    anew: bool
    wait: bool
    as_json: bool


async def _launch(engine: "Engine", asked: _Asked) -> "Launched":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from services.launching import cohort_launching as launching
    from services.launching.enlisting import agency_named
    from services.troubles import Refused

    day = engine.clock.now().date()
    # Which agency's models may be named, and how it writes days, is known once it is.
    known = await agency_named(engine, asked.agency)
    country = asked.country or (known.settings.country if known else "US")
    own = known.models_in_use if known else ()
    checked = launching.read_cohort(asked.data, day, country, own)
    elsewhere = (
        [] if asked.anew else await launching.under_way_elsewhere(engine, checked, asked.name)
    )
    if elsewhere:
        other, count = elsewhere[0]
        raise Refused(
            f"nothing was launched: {count:,} of {len(checked.rows):,} learners are coached on "
            f"this skill already, in the cohort {other!r}",
            f"To add to that cohort: --cohort {other!r}. To launch them a second time: --anew.",
        )
    columns = (TextColumn("Launching"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, disable=asked.as_json or not asked.wait) as bar:
        task = bar.add_task("", total=len(checked.rows))
        return await launching.launch(
            engine,
            checked,
            asked.name,
            lambda done, total: bar.update(task, completed=done, total=total),
            operator=operator(),
            anew=asked.anew,
            wait=asked.wait,
        )


def _first_look(data: bytes, today: date, country: str) -> "CohortFile":
    """The file as read; the store is asked only where a row names no released model."""
    from domain.cohort import read
    from services.launching.enlisting import agency_called
    from services.troubles import BadUsage, Unreachable

    looked = read(data, today, country)
    if not any(one.column == "model" for one in looked.problems):
        return looked
    try:
        known = with_store(lambda store: agency_called(store, looked.agency))
    except (BadUsage, Unreachable):
        return looked  # What is wrong with it can be told without a server.
    return read(data, today, country, known.models_in_use) if known else looked


def _name(cohort: str | None, file: Path) -> str:
    from services.troubles import BadUsage

    name = (file.stem if cohort is None else cohort).strip()
    if not name or len(name) > 120 or not name.isprintable():
        raise BadUsage("the cohort needs a name", "Give one, at most 120 characters: --cohort NAME")
    return name


def _tell_checked(checked: "CohortFile", file: Path, name: str, as_json: bool) -> None:
    from services.launching.checking import to_look_over

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
                "models": [one.model_dump() for one in checked.models],
                "encoding": checked.encoding,
                "sheet": checked.sheet,
            }
        )
        return
    say(f"{file.name} is fine: {_engagements(rows)} for {checked.agency}, as cohort {name}.")
    for line in to_look_over(checked):
        say(line)
    say("Nothing was launched (--dry-run).")


def _as_data(done: "Launched") -> dict[str, Any]:
    data = asdict(done)
    for one in data["others"]:
        one["at"] = one["at"].isoformat()
    return data


def _tell(done: "Launched", file: Path) -> None:
    if done.waiting:
        say(f"Launching {_engagements(done.waiting)} as cohort {done.cohort} in the background.")
        say("`coaching cohorts` shows how far it is.")
    elif done.launched == 0 and done.already == done.total:
        say(f"All {done.total:,} engagements of {done.cohort} are launched already.")
        say("Nothing was launched twice.")
    else:
        already = f"; {done.already:,} were already" if done.already else ""
        say(f"Launched {_engagements(done.launched)} as cohort {done.cohort}{already}.")
    for other in done.others:
        by = f"by {other.by}" if other.by else "before"
        say(f"{_engagements(other.rows)} of this file were noted {by}, {other.at:%Y-%m-%d %H:%M}.")
    for email in done.renamed:
        warn(f"The name of {email} was changed to what {file.name} says.")
    for one in done.differing:
        warn(one.said())
    say(f"See them: coaching list --cohort {done.cohort!r}")


def _engagements(count: int) -> str:
    return "1 engagement" if count == 1 else f"{count:,} engagements"
