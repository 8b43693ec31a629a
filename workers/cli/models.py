"""`models`: coaching models listed, checked and drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import (
    AgencyOption,
    AsJson,
    command_id_of,
    print_json,
    print_table,
    say,
    warn,
    with_engine,
    with_store,
)

if TYPE_CHECKING:
    from services.connections import Engine

By = Annotated[str, typer.Option("--by", help="The agency's coordinator: an e-mail address.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    models = typer.Typer(no_args_is_help=True, help="Coaching models: list, check, draw, show.")
    models.command("list")(list_models)
    models.command("check")(check)
    models.command("draw")(draw)
    models.command("show")(show)
    models.command("adopt")(adopt)
    models.command("retire")(retire)
    app.add_typer(models, name="models")


def list_models(agency: AgencyOption = None, as_json: AsJson = False) -> None:
    """The coaching models there are, agencies' own last, and what each is for."""
    from services.operating import process_models
    from services.troubles import Unreachable

    found = [("", model) for model in process_models.released()]
    try:
        found += with_store(lambda store: process_models.of_agencies(store, agency))
    except Unreachable:
        if agency:
            raise
        warn("Agencies' own models are not listed: no database is reached.")
    if as_json:
        print_json(
            [
                {"model": m.model, "version": m.version, "use": m.use, "agency": whose or None}
                for whose, m in found
            ]
        )
        return
    rows = [(m.model, m.version, whose, m.title, m.use) for whose, m in found]
    head = ("model", "version", "agency", "title", "when to use it")
    print_table(head, rows, "There are none.")


def check(
    file: Annotated[Path, typer.Argument(help="The model's TOML file.")], as_json: AsJson = False
) -> None:
    """Look for stages nobody reaches, gates nobody can meet, words nobody knows."""
    from services.acting.data_files import fault_shown, said
    from services.operating import process_models
    from services.troubles import BadFile

    found = process_models.check(file)
    if as_json:
        print_json([fault_shown(fault) for fault in found])
    if found:
        lines = "\n  ".join(map(said, found))
        count = f"{len(found)} fault{'s' if len(found) > 1 else ''}"
        raise BadFile(f"{file} has {count}", "" if as_json else lines)
    if not as_json:
        say(f"{file} is sound: every stage can be reached and every gate can be met.")


def draw(
    model: Annotated[str, typer.Argument(help="A released model's name, or a file of one's own.")],
    svg: Annotated[Path | None, typer.Option(help="Write the picture to this SVG file.")] = None,
) -> None:
    """Draw a model: in words here, as a picture with --svg FILE."""
    from services.operating import process_models

    path = Path(model)
    drawn = process_models.own(path) if path.is_file() else process_models.named(model)
    for line in process_models.sentences(drawn):
        say(line)
    if svg is not None:
        svg.write_text(process_models.picture(drawn), encoding="utf-8")
        say(f"The picture is in {svg}.")


def show(model: Annotated[str, typer.Argument(help="A released model's name.")]) -> None:
    """A released model's own file, to begin one of your own from."""
    from services.operating import process_models

    say(process_models.source(process_models.named(model)))


def adopt(
    file: Annotated[Path, typer.Argument(help="The model's TOML file.")],
    by: By,
) -> None:
    """Put a model of the agency's own to use, or a new version of one."""
    from domain.base.messages import Via
    from services import find
    from services.coordinating import own_models
    from services.operating import process_models

    model = process_models.own(file)

    async def act(engine: "Engine") -> None:
        person = await find.person(engine.store, by)
        await own_models.adopt(engine, person, command_id_of(None), model, Via.OPERATOR)

    with_engine(act)
    say(f"In use: {model.title} ({model.model}, version {model.version}).")


def retire(
    model: Annotated[str, typer.Argument(help="The own model's name.")],
    by: By,
) -> None:
    """Take an own model out of use; engagements that have begun by it go on by it."""
    from domain.base.messages import Via
    from services import find
    from services.coordinating import own_models

    async def act(engine: "Engine") -> None:
        person = await find.person(engine.store, by)
        await own_models.retire(engine, person, command_id_of(None), model, Via.OPERATOR)

    with_engine(act)
    say(f"Out of use: {model}.")
