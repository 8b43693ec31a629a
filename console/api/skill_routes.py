"""Coaching in one skill, asked for by a learner out of coaching by another model."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from console.api.callers import PersonActs
from console.api.keys import Key
from console.depends import EngineOf
from domain.base.model import Frozen
from services.launching.skill_coaching import Skill, ask_for_skill

router = APIRouter(tags=["engagements"])


class SkillShape(Frozen):
    """Coaching in one skill that a learner asks for; `end` is a day or a time (`20 weeks`)."""

    skill: Annotated[str, Field(min_length=1, max_length=200)]
    purpose: Annotated[str, Field(min_length=1, max_length=8000)]
    end: Annotated[str, Field(min_length=1, max_length=40)]


class Opened(Frozen):
    """The engagement that was opened."""

    engagement_id: str


@router.post("/engagements/{engagement_id}/skill-coaching", status_code=201)
async def open_skill_coaching(
    engine: EngineOf, caller: PersonActs, engagement_id: str, asked: SkillShape, key: Key
) -> Opened:
    """Ask, as the learner, for coaching in one skill, out of coaching by another model."""
    skill = Skill(asked.skill, asked.purpose, asked.end)
    made = await ask_for_skill(engine, caller.person, engagement_id, skill, key)
    return Opened(engagement_id=made.engagement_id)
