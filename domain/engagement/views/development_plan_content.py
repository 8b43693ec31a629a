"""What a professional development plan says (Toolkit, table 6.5, step 7)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.base.model import Frozen, Text


class PlannedAction(Frozen):
    """One thing to do next, with its day."""

    text: Text
    due: date


class DevelopmentPlanContent(Frozen):
    """What the learner is good at, where to grow, what to do by when, who and what supports it."""

    strengths: Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]
    growth_areas: Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]
    actions: Annotated[tuple[PlannedAction, ...], Field(min_length=1, max_length=20)]
    supports: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
