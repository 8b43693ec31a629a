"""Which entries a field of an act can name, each with words by which a person knows it."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from activities.rendering.dates import local_moment, short_date
from domain.words import say_event
from services.acts.nameable import nameable
from services.reading.read import Reading
from services.reading.visible import Line

Choice = tuple[str, str]
_LONGEST = 90
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/[0-9a-f-]+)?")


def entry_choices(read: Reading, kind: str, field: str, at: datetime) -> tuple[Choice, ...]:
    """(id, words) of the entries that a field of an act can name, newest first.

    Only what the reader sees.
    """
    wanted = nameable(read.state, kind, field, read.reader.person_id, at)
    found: dict[str, str] = {}
    for line in read.lines:
        if field == "barrier":
            found |= {i: t for i, t in _barriers(line) if wanted is None or i in wanted}
            continue
        entry = line.fields.get("entry_id")
        if entry and (wanted is None or entry in wanted):
            found[entry] = _words(line, read)
    return tuple(reversed(found.items()))


def _words(line: Line, read: Reading) -> str:
    said = _meeting(line, read) or _first_text(line.fields) or say_event(line.kind)
    if len(said) > _LONGEST:
        said = said[: _LONGEST - 1].rstrip() + "…"
    day = short_date(line.at.astimezone(read.reader.zone).date())
    return f"{said} ({day}, {read.name(line.by)})"


def _meeting(line: Line, read: Reading) -> str:
    """When a session is, as the reader's clock has it."""
    starts = line.fields.get("starts")
    if not isinstance(starts, str):
        return ""
    return local_moment(datetime.fromisoformat(starts), read.reader.zone)


_KNOWN_BY = (
    "goal",
    "step",
    "specific",
    "behavior",
    "text",
    "concern",
    "content",
    "wording",
)


def _first_text(value: Any) -> str:
    """The first piece of what somebody wrote: what a person knows an entry by."""
    for name in _KNOWN_BY:
        if isinstance(value, Mapping) and (inner := value.get(name)):
            said = inner if isinstance(inner, str) else _first_text(inner)
            # A rating names its goal by id, which tells nobody anything.
            return "" if _ID.fullmatch(said) else said
    return ""


def _barriers(line: Line) -> Iterable[Choice]:
    said = line.fields.get("barriers", ())
    # A review's barriers are a text, which nobody answers one by one.
    for n, one in enumerate(() if isinstance(said, str) else said, start=1):
        yield f"{line.fields.get('entry_id')}/{n}", str(one["what"])
