"""Instruments at a terminal: those released, a file of one's own, scores of answers on paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.base.file_faults import Fault
from domain.base.refusals import Refusal
from domain.instruments import answers as answering
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument
from domain.instruments.scoring import Score, score
from domain.instruments.shelf import current, on_offer, source_of
from services.acting import instrument_files
from services.operating.paths import content
from services.troubles import BadUsage, NotFound


def released() -> tuple[Instrument, ...]:
    """Those that come with the engine, in their newest version."""
    return on_offer()


def named(typed: str) -> Instrument:
    """The newest version of a released one. Raises `NotFound`, naming those there are."""
    name = typed.strip().lower().replace("-", "_")
    try:
        return current(name)
    except Refusal:
        names = ", ".join(one.instrument for one in released())
        raise NotFound(f"there is no instrument {typed[:60]!r}", f"There are: {names}.") from None


def source(instrument: Instrument) -> str:
    """A released instrument's own file."""
    return source_of(instrument.instrument, instrument.version)


def check(file: Path) -> tuple[Fault, ...]:
    """What is wrong with a file; empty where it is sound. Raises `NotFound`, `BadFile`."""
    return instrument_files.checked(_content(file), str(file)).faults


def own(file: Path) -> Instrument:
    """The instrument of a sound file. Raises `BadFile` with its faults, `NotFound`."""
    return instrument_files.sound(_content(file), str(file))


def answers_of(fields: Mapping[str, Any]) -> Answers:
    """Answers typed as `item=number`, or read from a file of `items`, `notes` and `in_words`.

    `instead` stands for what the scale has in place of a number. Raises `BadUsage`.
    """
    inner = {"items", "notes", "in_words"}
    given = dict(fields) if set(fields) <= inner else {"items": dict(fields)}
    given["items"] = {key: _number(said) for key, said in given.get("items", {}).items()}
    try:
        return Answers.model_validate(given)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise BadUsage(
            f"{place} is no answer", "Write item=3, item=instead, or a file as `show` has items."
        ) from None


def scored(instrument: Instrument, answers: Answers) -> Score:
    """The score of answers that are kept nowhere. Raises `Refusal`."""
    answering.check(instrument, answers)
    return score(instrument, answers)


def _number(said: object) -> object:
    if said == "instead":
        return None
    return int(said) if isinstance(said, str) and said.lstrip("-").isdecimal() else said


def _content(file: Path) -> bytes:
    return content(file, instrument_files.LARGEST, "an instrument's TOML file")
