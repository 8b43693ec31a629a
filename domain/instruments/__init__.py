"""Questionnaires, rubrics and prompts as data; in our own words, sources named."""

import json
from importlib.resources import files
from typing import Any


def _load(name: str) -> Any:
    return json.loads((files(__package__) / name).read_text(encoding="utf-8"))


CUE_PROMPTS: dict[str, str] = _load("cue_prompts.json")["prompts"]
"""Prompt key to question, after Cox (2005); Toolkit, table 4.4."""

PROMPT_GROUPS: dict[str, list[str]] = _load("cue_prompts.json")["groups"]
"""What prompts are for, in the order of the table, to their keys."""

FREQUENCY: dict[int, str] = {1: "almost never", 2: "occasionally", 3: "often", 4: "almost always"}
"""The four-point scale of the formal observation form; Toolkit, table 4.2."""
