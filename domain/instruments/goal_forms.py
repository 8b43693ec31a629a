"""The two forms of a goal: SMART (Meyer, 2003) and the attainment scale (Kiresuk et al., 1994).

Toolkit, ch. 4, goal setting. A scale's structure is checked here: five levels from much less (-2)
to much more than expected (+2), each described on its own, measured in one unit without overlap or
gap, the lowest still progress from where the learner stands today.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.base.model import Frozen, Line, Text
from domain.words import WORDS

FINAL_QUESTIONS = ("one_behavior", "all_possibilities", "terms_explained", "middle_realistic")
"""The questions on a finished scale that only people can answer (Toolkit, finalizing the GARS)."""


class SmartGoal(Frozen):
    """Specific, measurable, achievable, result-focused and time-limited; `specific` leads."""

    scale: Literal["smart"] = "smart"
    specific: Text
    measurable: Text
    achievable: Text
    result_focused: Text
    due: date

    @property
    def statement(self) -> str:
        """What is agreed, in one sentence."""
        return self.specific

    @property
    def measure(self) -> str:
        """How one will know."""
        return self.measurable


class Level(Frozen):
    """One level of a scale: what is seen, and from which amount on."""

    description: Text
    amount: float


class GarsGoal(Frozen):
    """A five-level scale; `levels` run from -2 to +2 and the middle one is the objective.

    `weight` says how much it counts beside the learner's other scales (`attainment.py`).
    `baseline` is the amount today, in `unit`. Amounts run strictly one way from the baseline, each
    the lower bound of its level, so that levels neither overlap nor leave a gap.
    """

    scale: Literal["gars"] = "gars"
    behavior: Text
    unit: Line
    baseline: float
    levels: Annotated[tuple[Level, ...], Field(min_length=5, max_length=5)]
    due: date
    confirmed: tuple[str, ...]
    weight: Annotated[int, Field(ge=1, le=10)] = 1

    @model_validator(mode="after")
    def _one_way(self) -> "GarsGoal":
        amounts = [self.baseline, *(level.amount for level in self.levels)]
        rising = all(a < b for a, b in pairwise(amounts))
        falling = all(a > b for a, b in pairwise(amounts))
        if not (rising or falling):
            raise ValueError(WORDS.say("wrong.levels_in_order"))
        described = {" ".join(level.description.lower().split()) for level in self.levels}
        if len(described) < 5:
            raise ValueError(WORDS.say("wrong.level_described_twice"))
        open_questions = sorted(set(FINAL_QUESTIONS) - set(self.confirmed))
        if open_questions:
            unsaid = [WORDS.say(f"choice.confirmed.{key}") for key in open_questions]
            raise ValueError(WORDS.say("wrong.not_confirmed", open="; ".join(unsaid)))
        return self

    @property
    def statement(self) -> str:
        """What is agreed: the level that is expected."""
        return self.levels[2].description

    @property
    def measure(self) -> str:
        """How one will know: the unit, and from where to where."""
        middle = self.levels[2].amount
        amounts = {"baseline": f"{self.baseline:g}", "middle": f"{middle:g}"}
        return WORDS.say("general.measure", unit=self.unit, **amounts)


AnyGoal = Annotated[SmartGoal | GarsGoal, Field(discriminator="scale")]
