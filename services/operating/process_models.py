"""Coaching models: which there are, whether a file of one's own is sound, and how one looks."""

import tomllib
from pathlib import Path

from domain.base.file_faults import Fault
from domain.engagement.gates.known_words import known_words
from domain.process.checker import faults
from domain.process.drawing import drawn, in_words
from domain.process.models import RELEASED, ProcessModel, newest, parsed, process_model, source_of
from services.troubles import BadFile, NotFound

LARGEST = 200_000
"""Bytes of a model's file; a released one has about 5,000."""


def released() -> list[ProcessModel]:
    """Every released model, each version."""
    return [process_model(*which) for which in sorted(RELEASED)]


def named(name: str) -> ProcessModel:
    """The newest version of a released model. Raises `NotFound`, naming those there are."""
    version = newest(name.strip().lower().replace("-", "_"))
    if version is None:
        names = ", ".join(dict.fromkeys(model for model, _ in sorted(RELEASED)))
        raise NotFound(f"there is no coaching model {name[:60]!r}", f"There are: {names}.")
    return process_model(name.strip().lower().replace("-", "_"), version)


def check(file: Path) -> tuple[Fault, ...]:
    """What is wrong with a model's file; empty where it is sound. Raises `NotFound`, `BadFile`."""
    return faults(_text(file), known_words())


def own(file: Path) -> ProcessModel:
    """The model of a sound file. Raises `BadFile` with its faults, `NotFound`."""
    text = _text(file)
    if found := faults(text, known_words()):
        raise BadFile(f"{file} is not a sound coaching model", "\n  ".join(map(said, found)))
    return parsed(tomllib.loads(text))


def said(fault: Fault) -> str:
    """One fault as a line."""
    place = f"line {fault.line}: " if fault.line is not None else ""
    return f"{place}{fault.what} {fault.remedy}"


def picture(model: ProcessModel) -> str:
    """The model as SVG."""
    return drawn(model)


def sentences(model: ProcessModel) -> tuple[str, ...]:
    """The model in words."""
    return in_words(model)


def source(model: ProcessModel) -> str:
    """The released model's own file."""
    return source_of(model.model, model.version)


def _text(file: Path) -> str:
    if not file.is_file():
        raise NotFound(f"there is no file {file}", "Give the path of a model's TOML file.")
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise BadFile(f"{file} can't be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise BadFile(f"{file} is not UTF-8 text", "Save it as UTF-8.") from None
    if len(data) > LARGEST:
        raise BadFile(f"{file} is too large for a coaching model", f"At most {LARGEST:,} bytes.")
    return text
