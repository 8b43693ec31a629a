"""Aids beside a form: questions to ask, scales explained, models in a few lines (`aids.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

from domain.base.model import Frozen, Line


class Aid(Frozen):
    """One aid; `lines` are (name, meaning), the name empty in a list of questions.

    `beside` are the acts at whose moment it helps; `source` says whose thought it is.
    """

    title: Line
    source: Line
    beside: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]


@cache
def aids() -> dict[str, Aid]:
    """Every aid, by its key."""
    text = (files(__package__) / "aids.toml").read_text(encoding="utf-8")
    return {key: Aid.model_validate(data) for key, data in tomllib.loads(text).items()}


def aids_beside(act: str) -> tuple[Aid, ...]:
    """Those that help with an act, in the order of the file."""
    return tuple(aid for aid in aids().values() if act in aid.beside)
