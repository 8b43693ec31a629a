"""Data files that people bring in: read as text, their faults said line by line."""

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


def said(fault: Fault) -> str:
    """One fault as a line."""
    place = WORDS.say("file.line", n=fault.line) if fault.line is not None else ""
    return f"{place} {fault.what} {fault.remedy}".strip()
