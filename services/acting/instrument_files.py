"""Files of instruments: read, checked, faults said line by line."""

import tomllib
from dataclasses import dataclass

from domain.base.file_faults import Fault
from domain.engagement.gates.known_words import known_words
from domain.instruments.instrument import Instrument
from domain.instruments.instrument_checker import faults
from services.acting.data_files import decoded, unsound

LARGEST = 100_000
"""Bytes of an instrument's file; the longest released one has about 7,000."""


@dataclass(frozen=True)
class Checked:
    """A file that was looked at: its faults, or the instrument it holds."""

    text: str
    faults: tuple[Fault, ...]
    instrument: Instrument | None


def checked(content: bytes, name: str) -> Checked:
    """Look at a file. Raises `BadFile` for one that is no text or too large."""
    text = decoded(content, name, LARGEST)
    found = faults(text, known_words().acts)
    instrument = None if found else Instrument.model_validate(tomllib.loads(text))
    return Checked(text, found, instrument)


def sound(content: bytes, name: str) -> Instrument:
    """The instrument of a file without faults. Raises `BadFile` with its faults."""
    found = checked(content, name)
    if found.instrument is None:
        raise unsound("instrument_faults", name, found.faults)
    return found.instrument
