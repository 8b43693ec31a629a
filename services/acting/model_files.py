"""Files of coaching models: read, checked, faults said line by line."""

import tomllib
from dataclasses import dataclass

from domain.base.file_faults import Fault
from domain.engagement.gates.known_words import known_words
from domain.process.checker import faults
from domain.process.models import ProcessModel, parsed
from services.acting.data_files import decoded, unsound

LARGEST = 200_000
"""Bytes of a model's file; a released one has about 5,000."""


@dataclass(frozen=True)
class Checked:
    """A file that was looked at: its faults, or the model it holds."""

    text: str
    faults: tuple[Fault, ...]
    model: ProcessModel | None


def checked(content: bytes, name: str) -> Checked:
    """Look at a file. Raises `BadFile` for one that is no text or too large."""
    text = decoded(content, name, LARGEST)
    found = faults(text, known_words())
    return Checked(text, found, None if found else parsed(tomllib.loads(text)))


def sound(content: bytes, name: str) -> ProcessModel:
    """The model of a file without faults. Raises `BadFile` with its faults."""
    found = checked(content, name)
    if found.model is None:
        raise unsound("model_faults", name, found.faults)
    return found.model
