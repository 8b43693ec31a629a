"""`program`: where people stand, the report over finished coaching, and the plan as it stands."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import AsJson, print_json, print_table, say, with_engine

if TYPE_CHECKING:
    from services.connections import Engine
    from services.coordinating.program_plan import Plan
    from services.coordinating.report import Reports

By = Annotated[str, typer.Option("--by", help="A coordinator or leader: an e-mail address.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="The program's figures, report and plan.")
    group.command()(figures)
    group.command()(report)
    group.command()(plan)
    app.add_typer(group, name="program")


def figures(by: By, as_json: AsJson = False) -> None:
    """How many people stand where, each counted once; never of fewer than the agency allows."""
    from services import find
    from services.coordinating.program import Program, program

    async def act(engine: "Engine") -> Program:
        return await program(engine, await find.person(engine.store, by))

    found = with_engine(act)
    if as_json:
        print_json(asdict(found))
        return
    rows = [
        (
            one.stage or one.key.replace("_", " "),
            one.model,
            "too few to say" if one.people is None else one.people,
        )
        for one in (*found.places, *found.enrollment)
    ]
    print_table(("where", "model", "people"), rows, "")


def report(
    by: By,
    make: Annotated[bool, typer.Option("--make", help="Make a new one first.")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write it as a table.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write it as a PDF.")] = None,
    as_json: AsJson = False,
) -> None:
    """The newest report over learners who finished and let their scores count."""
    from services import find
    from services.coordinating import report_view as view
    from services.coordinating.report import make_report, reports
    from services.troubles import NotFound

    async def act(engine: "Engine") -> "Reports":
        person = await find.person(engine.store, by)
        if make:
            await make_report(engine, person)
        return await reports(engine, person)

    made = with_engine(act)
    if not made.reports:
        raise NotFound.of("no_report_yet")
    newest = made.reports[0]
    if csv is not None:
        csv.write_text(view.as_csv(made, newest), encoding="utf-8")
    if pdf is not None:
        pdf.write_bytes(view.as_pdf(made, newest))
    if as_json:
        print_json(newest.model_dump(mode="json"))
        return
    rows = [(view.label(made, m), view.value(m), view.people(m)) for m in newest.measures]
    rows += [(view.label(made, m), view.value(m), view.people(m)) for m in newest.stages]
    say(f"Made {newest.at:%Y-%m-%d}, over {newest.learners} learners.")
    print_table(("what", "figure", "people"), rows, "")


def plan(by: By, as_json: AsJson = False) -> None:
    """The plan as it stands; it is written by `coaching do AGENCY plan_program` and the like."""
    from domain.guidance.implementation_plan import plan_steps
    from services import find
    from services.coordinating.program_plan import program_plan

    async def act(engine: "Engine") -> "Plan":
        return await program_plan(engine, await find.person(engine.store, by))

    found = with_engine(act).plan
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    for key, guide in plan_steps().items():
        say(f"{guide.title}\n  {found.steps.get(key.value, 'not written yet')}")
    for cycle in found.cycles:
        say(f"PDSA {cycle.number}: {cycle.aim}")
