"""ETags: how far an engagement has come, as far as its reader may know.

The log's own version would tell of acts that are not the reader's to know of. So the tag counts
the reader's own lines, and a digest sees what became readable meanwhile.
"""

import hashlib
import json
import re
from collections.abc import Sequence

from pydantic import BaseModel

from console.api.answers import HistoryLine
from console.api.problems import Changed

_OURS = re.compile(r'"(\d{1,9})\.[0-9a-f]{16}"')


def tag_of(lines: Sequence[HistoryLine]) -> str:
    """The tag of a history as one reader sees it."""
    said = json.dumps([line.model_dump(mode="json") for line in lines], sort_keys=True)
    return f'"{len(lines)}.{hashlib.sha256(said.encode()).hexdigest()[:16]}"'


def tag_of_value(value: BaseModel) -> str:
    """The tag of what has no history here."""
    return f'"{hashlib.sha256(value.model_dump_json().encode()).hexdigest()[:20]}"'


def require_match(wanted: str | None, tag: str, lines: Sequence[HistoryLine] = ()) -> None:
    """Compare an `If-Match`. Raises `Changed` with what happened since."""
    if wanted is None or wanted.strip() == "*":
        return
    given = [one.strip() for one in wanted.split(",")]
    if tag in given:
        return
    known = [int(found[1]) for one in given if (found := _OURS.fullmatch(one))]
    raise Changed(tag, tuple(lines[max(known) :]) if known else ())


def is_known(wanted: str | None, tag: str) -> bool:
    """Whether an `If-None-Match` names this tag, so that nothing need be sent."""
    return wanted is not None and tag in [
        one.strip().removeprefix("W/") for one in wanted.split(",")
    ]
