"""Coaching models: which there are, whether a file of one's own is sound, and how one looks."""

from pathlib import Path

from domain.base.file_faults import Fault
from domain.process.drawing import drawn, in_words
from domain.process.models import RELEASED, ProcessModel, newest, process_model, source_of
from services import find
from services.acting import model_files
from services.operating.paths import content
from services.troubles import NotFound
from store.store import Store


def released() -> list[ProcessModel]:
    """Every released model, each version."""
    return [process_model(*which) for which in sorted(RELEASED)]


async def of_agencies(store: Store, typed: str | None) -> list[tuple[str, ProcessModel]]:
    """The own models that agencies use, each with its agency's name; of one agency if one is named.

    Raises `NotFound`.
    """
    agencies = await store.reader.agencies() if typed is None else [await find.agency(store, typed)]
    return [(one.settings.name, model) for one in agencies for model in one.models_in_use]


def named(name: str) -> ProcessModel:
    """The newest version of a released model. Raises `NotFound`, naming those there are."""
    version = newest(name.strip().lower().replace("-", "_"))
    if version is None:
        names = ", ".join(dict.fromkeys(model for model, _ in sorted(RELEASED)))
        raise NotFound(f"there is no coaching model {name[:60]!r}", f"There are: {names}.")
    return process_model(name.strip().lower().replace("-", "_"), version)


def check(file: Path) -> tuple[Fault, ...]:
    """What is wrong with a model's file; empty where it is sound. Raises `NotFound`, `BadFile`."""
    return model_files.checked(_content(file), str(file)).faults


def own(file: Path) -> ProcessModel:
    """The model of a sound file. Raises `BadFile` with its faults, `NotFound`."""
    return model_files.sound(_content(file), str(file))


def picture(model: ProcessModel) -> str:
    """The model as SVG."""
    return drawn(model)


def sentences(model: ProcessModel) -> tuple[str, ...]:
    """The model in words."""
    return in_words(model)


def source(model: ProcessModel) -> str:
    """The released model's own file."""
    return source_of(model.model, model.version)


def _content(file: Path) -> bytes:
    return content(file, model_files.LARGEST, "a model's TOML file")
