"""`list`, `show`, `missing`, `timeline`, `todo`, `summary`: what an operator looks up."""

from typing import Annotated, Any

import typer

from workers.commands.common import (
    AsJson,
    Id,
    Reason,
    print_facts,
    print_json,
    print_table,
    stage_name,
    with_store,
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("list")(list_)
    for command in (show, missing, timeline, todo, summary):
        app.command()(command)


def list_(
    cohort: Annotated[str | None, typer.Option(help="Only this cohort.")] = None,
    stage: Annotated[str | None, typer.Option(help="Only this stage, by its key.")] = None,
    status: Annotated[str | None, typer.Option(help="active, paused, following_up, ended")] = None,
    at_risk: Annotated[bool, typer.Option("--at-risk", help="Only those at risk.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 200,
    as_json: AsJson = False,
) -> None:
    """List engagements, oldest first."""
    from store.facade import Store

    async def read(store: Store) -> tuple[list[Any], dict[str, str]]:
        rows = await store.reader.overviews(
            cohort=cohort, stage=stage, status=status, at_risk=at_risk or None, limit=limit
        )
        ids = {p for r in rows for p in (*r.learners, r.coach) if p}
        return rows, {k: p.name for k, p in (await store.reader.people(ids)).items()}

    rows, names = with_store(read)
    if as_json:
        print_json([r.model_dump(mode="json") for r in rows])
        return
    lines = [
        (
            r.engagement_id[:8],
            " and ".join(names.get(p, p) for p in r.learners),
            names.get(r.coach, "") if r.coach else "(none yet)",
            stage_name(r.stage),
            r.cycle,
            (r.outcome or r.status).replace("_", " "),
            "at risk" if r.at_risk else "",
        )
        for r in rows
    ]
    columns = ("id", "learner", "coach", "stage", "cycle", "status", "")
    print_table(columns, lines, "No engagements. Launch some: coaching launch FILE")
    if len(rows) == limit:
        typer.echo(f"The first {limit} are shown; --limit shows more.", err=True)


def show(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show an engagement: who, where it stands, what is missing; with --reason all that is said."""
    from store.facade import Store
    from workers.operating import showing

    async def read(store: Store) -> dict[str, Any]:
        return await showing.engagement(store, id, reason)

    shown = with_store(read)
    if as_json:
        print_json(shown)
        return
    facts = [(k.replace("_", " "), v) for k, v in shown.items() if isinstance(v, str | int)]
    print_facts(facts)
    if shown["missing"]:
        typer.echo("\nMissing before the stage can be left:")
        for one in shown["missing"]:
            typer.echo(f"  - {one['says']}  ({', '.join(one['who'])}: {one['act']})")
    for title in ("sessions", "goals", "next_steps"):
        if shown[title]:
            typer.echo(f"\n{title.replace('_', ' ').capitalize()}:")
            for one in shown[title]:
                typer.echo("  - " + ", ".join(f"{v}" for v in one.values() if v is not None))
    if shown.get("said"):
        typer.echo("\nAll that was said (this reading was recorded):")
        for one in shown["said"]:
            typer.echo(f"  {one['version']:>3} {one['kind']}: {one['body']}")
    elif not reason:
        typer.echo("\nWhat people wrote is shown only with --reason, and the reading is recorded.")


def missing(id: Id, as_json: AsJson = False) -> None:
    """Say what is missing before the current stage can be left, and who can supply it."""
    from store.facade import Store
    from workers.operating import showing

    async def read(store: Store) -> dict[str, Any]:
        return await showing.missing(store, id)

    shown = with_store(read)
    if as_json:
        print_json(shown)
        return
    stage = stage_name(shown["stage"])
    if not shown["missing"]:
        typer.echo(f"Nothing is missing at {stage}.")
        return
    typer.echo(f"Missing before {stage} can be left:")
    for one in shown["missing"]:
        typer.echo(f"  - {one['says']}  ({', '.join(one['who'])}: {one['act']})")


def timeline(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show what happened, as a coordinator may know it; with --reason, all that happened."""
    from store.facade import Store
    from workers.operating import showing

    async def read(store: Store) -> list[dict[str, Any]]:
        return await showing.timeline(store, id, reason)

    lines = with_store(read)
    if as_json:
        print_json(lines)
        return
    rows = [(x["version"], x["at"][:16].replace("T", " "), x["who"], x["says"]) for x in lines]
    print_table(("#", "when (UTC)", "who", "what"), rows, "Nothing has happened yet.")


def todo(
    person: Annotated[str, typer.Argument(help="An e-mail address, or a person's id.")],
    as_json: AsJson = False,
) -> None:
    """List what a person can do now to move their engagements on."""
    from domain.words import say_requirement
    from store.facade import Store
    from workers.operating import finding

    async def read(store: Store) -> tuple[str, list[Any]]:
        who = await finding.person(store, person)
        return who.name, await store.reader.todo(who.person_id)

    name, rows = with_store(read)
    if as_json:
        print_json([r.model_dump(mode="json") for r in rows])
        return
    lines = [
        (r.engagement_id[:8], r.role, say_requirement(r.requirement), r.act, _day(r.due))
        for r in rows
    ]
    print_table(("engagement", "as", "what", "act", "due"), lines, f"Nothing waits for {name} now.")


def summary(id: Id, reason: Reason = None, as_json: AsJson = False) -> None:
    """Show a closed engagement's line of the closing summary; with --reason the handoff too."""
    from store.facade import Store
    from workers.operating import showing

    async def read(store: Store) -> dict[str, Any]:
        return await showing.summary(store, id, reason)

    shown = with_store(read)
    if as_json:
        print_json(shown)
        return
    for part in ("summary", "handoff"):
        if part in shown:
            typer.echo(f"{part.capitalize()}:")
            facts = [
                (
                    f"  {name.replace('_', ' ')}",
                    ", ".join(map(_text, v)) if isinstance(v, list) else _text(v),
                )
                for name, v in shown[part].items()
                if name != "document"
            ]
            print_facts(facts)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value.get('text')} (by {value.get('due')})"
    return "" if value is None else str(value)


def _day(due: Any) -> str:
    return due.date().isoformat() if due else ""
