"""Aids beside a form: questions to ask, scales explained, models in a few lines (`aids.toml`)."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from domain.base.model import Frozen, Line
from domain.base.roles import Role


class Aid(Frozen):
    """One aid; `lines` are (name, meaning), the name empty in a list of questions.

    `beside` are the acts at whose moment it helps, `readers` those it speaks to (nobody named:
    whoever does the act); `source` says whose thought it is.
    """

    title: Line
    source: Line
    beside: tuple[str, ...]
    readers: tuple[Role, ...] = ()
    lines: tuple[tuple[str, str], ...]


@cache
def aids() -> dict[str, Aid]:
    """Every aid, by its key."""
    text = (files(__package__) / "aids.toml").read_text(encoding="utf-8")
    return {key: Aid.model_validate(data) for key, data in tomllib.loads(text).items()}


def aids_beside(act: str, roles: Collection[Role]) -> tuple[Aid, ...]:
    """Those that help somebody of these roles with an act, in the order of the file."""
    return tuple(
        aid
        for aid in aids().values()
        if act in aid.beside and (not aid.readers or any(role in roles for role in aid.readers))
    )
