"""Situations in which coaching gets stuck, and what to consider then (`situations.toml`).

Toolkit, ch. 4, common issues and challenges.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from domain.base.model import Frozen, Line
from domain.base.roles import Role


class Situation(Frozen):
    """One situation. `sign` names what in the record speaks for it; None: only looked up.

    `roles` are those it is offered to, `acts` those that may help.
    """

    title: Line
    roles: Annotated[tuple[Role, ...], Field(alias="for")]
    sign: str | None = None
    source: Line
    consider: tuple[Line, ...]
    acts: tuple[str, ...]


@cache
def situations() -> dict[str, Situation]:
    """Every situation by its key, in the order of the guide."""
    text = (files(__package__) / "situations.toml").read_text(encoding="utf-8")
    return {key: Situation.model_validate(data) for key, data in tomllib.loads(text).items()}
