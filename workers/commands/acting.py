"""`do` and `acts`: what people do, typed by an operator in their name."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from workers.commands.common import AsJson, print_json, print_table, stage_name, with_engine


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("do")(do)
    app.command()(acts)


def do(
    id: Annotated[str, typer.Argument(help="An engagement's id or its beginning; or an agency.")],
    act: Annotated[str, typer.Argument(help="What is done, such as write_reflection.")],
    fields: Annotated[
        list[str] | None, typer.Argument(help="Fields as name=value; JSON values are read so.")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who does it: an e-mail address.")] = "",
    source: Annotated[
        str | None, typer.Option("--from", help="A JSON file with the fields; - for stdin.")
    ] = None,
    command_id: Annotated[
        str | None, typer.Option(help="Repeat an act whose outcome was unknown: its command id.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Do an act in a person's name; the log keeps the person, and that an operator typed it."""
    from uuid import uuid4

    from workers.exits import BadUsage
    from workers.operating import acting, finding
    from workers.wiring import Engine

    if not by:
        raise BadUsage("who does it?", "Add --by with an e-mail address.")
    given = {**_from(source), **acting.fields_typed(fields or [])}
    made_id = command_id or str(uuid4())
    agency_act = acting.agency_act(act)
    if not agency_act:
        acting.act_named(act)  # a slip is told before any server is asked

    async def run(engine: Engine) -> dict[str, Any]:
        if agency_act:
            from workers.operating.agencies import act_on

            agency = await finding.agency(engine.store, id)
            return await act_on(engine, agency, agency_act, given, by, made_id)
        state = await finding.engagement(engine.store, id)
        command = await acting.command(
            engine,
            state,
            acting.act_named(act),
            given,
            by=by,
            command_id=made_id,
            at=engine.clock.now(),
        )
        recorded = await acting.submit(engine, state, command)
        return {
            "engagement": state.engagement_id,
            "entry": made_id,
            "version": recorded.version,
            "stage": recorded.stage,
            "status": recorded.status,
            "repeated": recorded.repeated,
        }

    answer = with_engine(run)
    if as_json:
        print_json(answer)
        return
    repeated = " (it had been recorded before)" if answer["repeated"] else ""
    typer.echo(f"Recorded{repeated}: {act}, entry {answer['entry']}")
    if answer.get("stage"):
        typer.echo(f"Now at {stage_name(answer['stage'])}, {answer['status'].replace('_', ' ')}.")


def acts(
    act: Annotated[str | None, typer.Argument(help="One act, to see its fields.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what can be done in an engagement, or one act's fields."""
    from workers.operating import acting, describing

    if act is None:
        rows = describing.all_acts()
        if as_json:
            print_json([{"act": name, "means": means} for name, means in rows])
        else:
            print_table(("act", "means"), rows, "")
            typer.echo("`coaching acts ACT` shows its fields.")
        return
    kind = acting.agency_act(act) or acting.act_named(act)
    fields = describing.fields_of(kind)
    if as_json:
        print_json([f.__dict__ for f in fields])
        return
    typer.echo(f"{kind.model_fields['kind'].default}: {describing.summary(kind)}")
    shown = [(f.name, "yes" if f.required else "", f.type) for f in fields]
    print_table(("field", "needed", "what it takes"), shown, "It has no fields.")


def _from(source: str | None) -> dict[str, Any]:
    from workers.exits import BadFile, NotFound

    if source is None:
        return {}
    if source == "-":
        text = sys.stdin.read()
    elif Path(source).is_file():
        try:
            text = Path(source).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise BadFile(f"{source} can't be read as UTF-8 text") from None
    else:
        raise NotFound(f"there is no file {source}")
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadFile(f"{source} is not JSON: line {error.lineno}, {error.msg}") from None
    if not isinstance(fields, dict):
        raise BadFile(f"{source} must hold one JSON object with the act's fields")
    return fields
