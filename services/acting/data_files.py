"""Data files that people bring in: read as text, their faults said line by line."""

from collections.abc import Sequence
from typing import Any

from domain.base.file_faults import Fault
from services.troubles import BadFile
from services.words import WORDS


def decoded(content: bytes, name: str, most: int) -> str:
    """A file's text, at most `most` bytes of UTF-8. Raises `BadFile`."""
    if len(content) > most:
        raise BadFile.of("data_file_too_large", name=name[:80], most=f"{most:,}")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise BadFile.of("not_utf8", name=name[:80]) from None


def said(fault: Fault, at_terminal: bool = True) -> str:
    """One fault as a line."""
    place = WORDS.say("file.line", n=fault.line) if fault.line is not None else ""
    helps = (at_terminal and fault.at_terminal) or fault.remedy
    return f"{place} {fault.what} {helps}".strip()


def fault_shown(fault: Fault) -> dict[str, Any]:
    """One fault as JSON at a terminal."""
    return {**fault.model_dump(), "remedy": fault.at_terminal or fault.remedy}


def unsound(key: str, name: str, faults: Sequence[Fault]) -> BadFile:
    """The trouble that a file has these faults; `key` names its words."""
    return BadFile(
        WORDS.say(f"trouble.{key}.what", name=name[:80]),
        "\n  ".join(said(one, at_terminal=False) for one in faults),
        "\n  ".join(map(said, faults)),
    )
