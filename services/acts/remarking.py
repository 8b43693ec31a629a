"""Remarks on what people write: what looks like a client's name or case number (Toolkit, ch. 10).

A remark, never a refusal: clients are never named anywhere, and the writer decides.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from domain.words.client_names import remarks
from services.acts.kinds import HEAD, references
from services.words import WORDS


def remarked(command: BaseModel) -> list[str]:
    """One sentence for each passage that should be looked at again, nothing twice."""
    refers = references(type(command))
    said = command.model_dump(mode="json", exclude={*HEAD, *refers})
    found = [
        WORDS.say(f"remark.{remark.kind}", field=name, passage=repr(remark.passage))
        for name, text in _texts(said)
        for remark in remarks(text)
    ]
    return list(dict.fromkeys(found))


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)
