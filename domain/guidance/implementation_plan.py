"""The steps of an implementation plan, with what to ask at each (Toolkit, table 7.1)."""

import tomllib
from functools import cache
from importlib.resources import files

from domain.agency.program_plan import PlanStep
from domain.base.model import Frozen, Line


class StepGuide(Frozen):
    """One step: its name, and questions to begin from."""

    title: Line
    asks: tuple[Line, ...]


@cache
def plan_steps() -> dict[PlanStep, StepGuide]:
    """Every step, in order."""
    text = (files(__package__) / "implementation_plan.toml").read_text(encoding="utf-8")
    return {
        PlanStep(key): StepGuide.model_validate(data) for key, data in tomllib.loads(text).items()
    }
