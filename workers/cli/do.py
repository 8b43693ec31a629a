"""`do` and `acts`: what people do, typed by an operator in their name."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.troubles import BadUsage
from workers.cli.common import (
    AsJson,
    command_id_of,
    print_facts,
    print_json,
    print_table,
    say,
    warn,
    with_engine,
)

if TYPE_CHECKING:
    from domain.agency.changes import Change
    from services.connections import Engine


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("do")(do)
    app.command()(acts)


def _acts_beginning(typed: str) -> list[str]:
    from services.acts import describe

    return [name for name, _ in describe.all_acts() if name.startswith(typed)]


Act = typer.Argument(help="What is done, such as write_reflection.", autocompletion=_acts_beginning)


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


def recorded(id: str, act: str, given: dict[str, Any], by: str, command_id: str) -> dict[str, Any]:
    """Have the act recorded; what came of it. Raises `Trouble`s and `Refusal`."""
    from domain.engagement.parties import model_of
    from services import find
    from services.acting import act as acting
    from services.acting import agency_acts
    from services.acts.remarking import remarked

    agency_act = acting.agency_act(act)

    async def run(engine: "Engine") -> dict[str, Any]:
        if agency_act:
            agency = await find.agency_behind(engine.store, id)
            return await agency_acts.act_on(engine, agency, agency_act, given, by, command_id)
        state = await find.engagement(engine.store, id)
        command = await acting.command(
            engine,
            state,
            acting.act_named(act),
            given,
            by=by,
            command_id=command_id,
            at=engine.clock.now(),
        )
        done = await acting.submit(engine, state, command)
        return {
            "engagement": state.engagement_id,
            "entry": command_id,
            "version": done.version,
            "stage": done.stage,
            "stage_name": model_of(state).stage(done.stage).name,
            "status": done.status,
            "repeated": done.repeated,
            "look_again": remarked(command),
        }

    return with_engine(run)


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


def tell(answer: dict[str, Any], act: str) -> None:
    """Say what came of an act."""
    if answer["repeated"]:
        say(f"This was recorded before, and is not recorded twice: {act}, entry {answer['entry']}")
    else:
        say(f"Recorded: {act}, entry {answer['entry']}")
    for remark in answer.get("look_again", ()):
        warn(f"Look again: {remark} Clients are never named: if it is, correct or retract it.")
    if answer.get("stage"):
        say(f"Now at {answer['stage_name']}, {answer['status'].replace('_', ' ')}.")


def _wants_more(act: str, given: dict[str, Any]) -> bool:
    """Whether a field that the act needs is not given."""
    from services.acting import act as acting
    from services.acts.questions import questions_of

    kind = acting.agency_act(act) or acting.act_named(act)
    # Settings that are not typed stay as they are, so that nothing is missing there.
    wanted = (one for one in questions_of(kind) if one.name != "settings")
    return any(one.required and one.name not in given for one in wanted)


def acts(
    act: Annotated[
        str | None,
        typer.Argument(help="One act, to see its fields.", autocompletion=_acts_beginning),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print the needed fields as JSON to fill in.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what can be done in an engagement, or one act's fields."""
    from services.acting import act as acting
    from services.acts import describe

    if act is None:
        if template:
            raise BadUsage("a template of which act?", "coaching acts ACT --template")
        rows = describe.all_acts()
        if as_json:
            print_json([{"act": name, "means": means} for name, means in rows])
        else:
            print_table(("act", "means"), rows, "")
            typer.echo("`coaching acts ACT` shows its fields.", err=True)
        return
    kind = acting.agency_act(act) or acting.act_named(act)
    if template:
        print_json(describe.template(kind), indent=2)
        return
    fields = describe.fields_of(kind)
    if as_json:
        print_json([f.__dict__ for f in fields])
        return
    say(f"{kind.model_fields['kind'].default}: {describe.summary(kind)}")
    shown = [(f.name, "yes" if f.required else "", f.type) for f in fields]
    print_table(("field", "needed", "what it takes"), shown, "It has no fields.")
    for name in kind.model_fields:
        if keys := describe.keys_of(name):
            say(f"\n{name}:")
            print_facts(list(keys.items()), indent="  ")


def _who(by: str) -> str:

    if not by.strip():
        raise BadUsage("who does it?", "Add --by with an e-mail address.")
    return by.strip()
