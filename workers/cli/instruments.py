"""`instruments`: questionnaires listed, shown, checked, scored, answered; an agency's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workers.cli.common import (
    AsJson,
    command_id_of,
    print_json,
    print_table,
    say,
    with_engine,
)

if TYPE_CHECKING:
    from domain.instruments.instrument import Instrument
    from domain.instruments.scoring import Score
    from domain.person.person import Person
    from services.connections import Engine

Name = Annotated[str, typer.Argument(help="An instrument's name, as `list` has it.")]
File = Annotated[Path, typer.Argument(help="The instrument's TOML file.")]
By = Annotated[str, typer.Option("--by", help="The agency's coordinator: an e-mail address.")]
Fields = Annotated[
    list[str] | None, typer.Argument(help="Answers as item=number; `instead` for no number.")
]
From = Annotated[
    str | None, typer.Option("--from", help="A JSON file of items, notes and in_words; - is stdin.")
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(no_args_is_help=True, help="Questionnaires: list, check, score, answer.")
    group.command("list")(list_instruments)
    group.command("show")(show)
    group.command("check")(check)
    group.command("score")(score)
    group.command("answer")(answer)
    group.command("adopt")(adopt)
    group.command("retire")(retire)
    group.command("figures")(figures)
    app.add_typer(group, name="instruments")


def list_instruments(as_json: AsJson = False) -> None:
    """The instruments that come with the engine."""
    from services.operating import instruments

    found = instruments.released()
    if as_json:
        print_json([one.model_dump(mode="json", include=_LISTED) for one in found])
        return
    rows = [(one.instrument, one.version, len(one.items), one.kept, one.title) for one in found]
    print_table(("instrument", "version", "items", "kept with", "title"), rows, "There are none.")


_LISTED = {"instrument", "version", "title", "source", "kept", "by"}


def show(name: Name) -> None:
    """A released instrument's own file, to begin one of your own from."""
    from services.operating import instruments

    say(instruments.source(instruments.named(name)))


def check(file: File, as_json: AsJson = False) -> None:
    """Look for scales, parts and scores that don't fit, each with its line."""
    from services.acting.data_files import fault_shown, said
    from services.operating import instruments
    from services.troubles import BadFile

    found = instruments.check(file)
    if as_json:
        print_json([fault_shown(fault) for fault in found])
    if found:
        count = f"{len(found)} fault{'s' if len(found) > 1 else ''}"
        raise BadFile(f"{file} has {count}", "" if as_json else "\n  ".join(map(said, found)))
    if not as_json:
        say(f"{file} is sound.")


def score(
    name: Annotated[str, typer.Argument(help="A released one's name, or a file of one's own.")],
    fields: Fields = None,
    from_: From = None,
    as_json: AsJson = False,
) -> None:
    """Score answers given on paper; nothing is kept."""
    from services.acts.field_input import from_file, typed
    from services.operating import instruments

    path = Path(name)
    one = instruments.own(path) if path.is_file() else instruments.named(name)
    given = {**from_file(from_), **typed(fields or [])}
    found = instruments.scored(one, instruments.answers_of(given))
    if as_json:
        print_json(found.model_dump(mode="json"))
        return
    _say_score(one, found)


def answer(
    name: Name,
    who: Annotated[str, typer.Option("--by", help="Whose answers: an e-mail address.")],
    fields: Fields = None,
    from_: From = None,
    counted: Annotated[bool, typer.Option(help="They agree to be counted, unnamed.")] = False,
    command_id: Annotated[str | None, typer.Option(help="The same id records it once.")] = None,
    as_json: AsJson = False,
) -> None:
    """Record in a person's name what they answered for themself; only they can read it.

    Those of an engagement are acts: `coaching do ID answer_instrument`.
    """
    from domain.base.messages import Via
    from services import find
    from services.acts.field_input import from_file, typed
    from services.operating import instruments
    from services.own import own_instruments

    answers = instruments.answers_of({**from_file(from_), **typed(fields or [])})
    made = command_id_of(command_id)

    async def act(engine: "Engine") -> str:
        person = await find.person(engine.store, who)
        return await own_instruments.answer(
            engine, person, made, name, answers, counted=counted, via=Via.OPERATOR
        )

    entry = with_engine(act)
    if as_json:
        print_json({"entry": entry})
        return
    say(f"Recorded: {entry}")


def adopt(file: File, by: By) -> None:
    """Put an instrument of the agency's own to use, or a new version of one."""
    from domain.base.messages import Via
    from services.coordinating import own_instruments
    from services.operating import instruments

    one = instruments.own(file)

    async def act(engine: "Engine") -> None:
        person = await _person(engine, by)
        await own_instruments.adopt(engine, person, command_id_of(None), one, Via.OPERATOR)

    with_engine(act)
    say(f"In use: {one.title} ({one.instrument}, version {one.version}).")


def retire(name: Name, by: By) -> None:
    """Take one of the agency's own out of use; what was answered can still be read."""
    from domain.base.messages import Via
    from services.coordinating import own_instruments

    async def act(engine: "Engine") -> None:
        person = await _person(engine, by)
        await own_instruments.retire(engine, person, command_id_of(None), name, Via.OPERATOR)

    with_engine(act)
    say(f"Out of use: {name}.")


def figures(by: By, as_json: AsJson = False) -> None:
    """Means over the agency's people who let their answers count; never of too few."""
    from services.coordinating.instrument_figures import instrument_figures

    async def act(engine: "Engine") -> list[tuple[str, str, float | None, int | None]]:
        return [
            (one.instrument.title, part.part.title, part.mean, part.people)
            for one in await instrument_figures(engine, await _person(engine, by))
            for part in one.parts
        ]

    rows = with_engine(act)
    head = ("instrument", "part", "mean", "people")
    if as_json:
        print_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    shown = [tuple("too few" if cell is None else cell for cell in row) for row in rows]
    print_table(head, shown, "Too few people have answered and let it count.")


async def _person(engine: "Engine", by: str) -> "Person":
    from services import find

    return await find.person(engine.store, by)


def _say_score(one: "Instrument", found: "Score") -> None:
    texts = {item.key: item.text for item in one.items}
    for part, scored in zip(one.parts, found.parts, strict=True):
        value = "no score yet" if scored.value is None else f"{scored.value:g}"
        say(f"{part.title}: {value} ({scored.given + scored.left_out} of {scored.asked} answered)")
    outcome = {"above": one.scoring.above, "not_above": one.scoring.not_above}
    if found.verdict is not None:
        say(outcome[found.verdict] or "")
    if found.warned_by:
        say(one.scoring.warning or "")
    for title, keys in (("Strengths", found.strengths), ("To work on", found.to_work_on)):
        for key in keys:
            say(f"{title}: {texts[key]}")
