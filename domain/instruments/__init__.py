"""Questionnaires, rubrics and prompts as data; items in our own words, sources named."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from domain.base.model import Frozen


class Rubric(Frozen):
    """What an observer looks for; each skill is rated by how often it was seen."""

    key: str
    title: str
    source: str
    skills: dict[str, str]


def _load(name: str) -> Any:
    return json.loads((files(__package__) / name).read_text(encoding="utf-8"))


CUE_PROMPTS: dict[str, str] = _load("cue_prompts.json")["prompts"]
"""Prompt key to question, after Cox (2005); Toolkit, table 4.4."""

PROMPT_GROUPS: dict[str, list[str]] = _load("cue_prompts.json")["groups"]
"""What prompts are for, in the order of the table, to their keys."""

FREQUENCY: dict[int, str] = {1: "almost never", 2: "occasionally", 3: "often", 4: "almost always"}
"""The four-point scale of the formal observation form; Toolkit, table 4.2."""


@cache
def rubrics() -> dict[str, Rubric]:
    """Every rubric there is, by its key."""
    return {r["key"]: Rubric.model_validate(r) for r in _load("rubrics.json")["rubrics"]}


def rubric(key: str) -> Rubric | None:
    """The rubric with this key, if there is one."""
    return rubrics().get(key)
