"""`acts`: what can be done, and each act's fields."""

from typing import Annotated

import typer

from services.troubles import BadUsage
from workers.cli.common import AsJson, print_facts, print_json, print_table, say


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(acts)


def acts_beginning(typed: str) -> list[str]:
    """For the shell to complete."""
    from services.acts import describe

    return [name for name, _ in describe.all_acts() if name.startswith(typed)]


def acts(
    act: Annotated[
        str | None,
        typer.Argument(help="One act, to see its fields.", autocompletion=acts_beginning),
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
