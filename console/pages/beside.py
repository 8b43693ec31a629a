"""What stands beside the form of an act that has a page of its own (`templates/acts/`)."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.instruments import CUE_PROMPTS, FREQUENCY, PROMPT_GROUPS, rubrics
from services.read import Reading

Beside = Callable[[Reading], Mapping[str, Any]]


def _rubrics(_: Reading) -> Mapping[str, Any]:
    return {"rubrics": rubrics(), "frequency": FREQUENCY}


def _prompts(_: Reading) -> Mapping[str, Any]:
    return {"prompt_groups": PROMPT_GROUPS, "prompts": CUE_PROMPTS}


_BESIDE: Mapping[str, Beside] = {"record_observation": _rubrics, "write_reflection": _prompts}


def beside(kind: str, read: Reading) -> Mapping[str, Any]:
    """The facts that the page of this act shows beside its form; none for most."""
    made = _BESIDE.get(kind)
    return made(read) if made else {}
