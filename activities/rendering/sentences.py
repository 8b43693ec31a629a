"""The sentences that documents say of themselves, kept as data (`sentences.json`)."""

import json
from functools import cache
from importlib import resources


@cache
def sentences(document: str) -> dict[str, str]:
    """The sentences of one document by name. Raises `KeyError` for a document without any."""
    file = resources.files(__package__) / "sentences.json"
    said: dict[str, dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return said[document]
