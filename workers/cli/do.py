"""`do`: what people do, typed by an operator in their name."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.troubles import BadUsage
from workers.cli.acts import acts_beginning
from workers.cli.common import (
    AsJson,
    command_id_of,
    print_json,
    say,
    with_engine,
)
from workers.cli.recording import recorded, tell

if TYPE_CHECKING:
    from domain.agency.changes import Change
    from services.connections import Engine


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("do")(do)


Act = typer.Argument(help="What is done, such as write_reflection.", autocompletion=acts_beginning)


def do(
    id: Annotated[str, typer.Argument(help="An engagement's id or its beginning; or an agency.")],
    act: Annotated[str | None, Act] = None,
    fields: Annotated[
        list[str] | None,
        typer.Argument(help="Fields as name=value; a dot goes down: goal.scale=smart"),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="Who does it: an e-mail address.")] = "",
    source: Annotated[
        str | None, typer.Option("--from", help="A JSON file with the fields; - for stdin.")
    ] = None,
    command_id: Annotated[
        str | None, typer.Option(help="Repeat an act whose outcome was unknown: its command id.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="For set_up_agency: only say what it would touch.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Do an act in a person's name; the log keeps the person, and that an operator typed it.

    At a terminal, what is not said is asked for: who, which act, and each field; longer text in
    your editor.
    """
    from services.acting import act as acting
    from services.acts import field_input as written
    from workers.cli.terminal import is_one

    asks = is_one() and not as_json and source != "-"
    made_id = command_id_of(command_id)
    if not asks or (act is not None and acting.agency_act(act)):
        by = _who(by)
    given = {**written.from_file(source), **written.typed(fields or [])}
    if act is not None and not acting.agency_act(act):
        acting.act_named(act)  # a slip is told before any server is asked
    if asks and (act is None or not by or _wants_more(act, given)):
        from workers.cli import stepwise

        stepwise.do(id, act, given, by.strip(), made_id)
        return
    if act is None:
        raise BadUsage("which act?", "`coaching acts` lists all, `coaching todo` what waits.")
    if dry_run:
        _preview(id, act, given, _who(by), as_json)
        return
    answer = recorded(id, act, given, _who(by), made_id)
    if as_json:
        print_json(answer)
    else:
        tell(answer, act)


def _preview(id: str, act: str, given: dict[str, Any], by: str, as_json: bool) -> None:
    from services import find
    from services.acting import agency_acts
    from services.acting.act import agency_act

    if agency_act(act) is None or act != "set_up_agency":
        raise BadUsage("only set_up_agency has a dry run", "Leave --dry-run out.")

    async def run(engine: "Engine") -> "tuple[Change, ...]":
        agency = await find.agency_behind(engine.store, id)
        return await agency_acts.preview(engine, agency, given, by)

    changed = with_engine(run)
    if as_json:
        print_json([one.model_dump() for one in changed])
        return
    if not changed:
        say("Nothing would change.")
    for one in changed:
        say(f"{one.field.replace('_', ' ')}: {one.before} would become {one.after}")
        for touched in one.touches:
            say(f"    {touched}")


def _wants_more(act: str, given: dict[str, Any]) -> bool:
    """Whether a field that the act needs is not given."""
    from services.acting import act as acting
    from services.acts.questions import questions_of

    kind = acting.agency_act(act) or acting.act_named(act)
    # Settings that are not typed stay as they are, so that nothing is missing there.
    wanted = (one for one in questions_of(kind) if one.name != "settings")
    return any(one.required and one.name not in given for one in wanted)


def _who(by: str) -> str:
    if not by.strip():
        raise BadUsage("who does it?", "Add --by with an e-mail address.")
    return by.strip()
