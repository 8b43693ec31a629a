"""Coaching in one skill, asked for by a learner out of coaching by another model."""

from typing import Annotated

from fastapi import APIRouter, Body

from console.api.callers import PersonActs
from console.api.keys import Key
from console.depends import EngineOf
from domain.base.model import Frozen
from services.launching.skill_coaching import Skill, ask_for_skill

router = APIRouter(tags=["engagements"])

Asked = Annotated[
    dict[str, str],
    Body(description="`skill`, `purpose`, and `end`: a day, or a time such as `20 weeks`."),
]


class OpenedShape(Frozen):
    """The engagement that was opened."""

    engagement_id: str


@router.post("/engagements/{engagement_id}/skill-coaching", status_code=201)
async def open_skill_coaching(
    engine: EngineOf, caller: PersonActs, engagement_id: str, asked: Asked, key: Key
) -> OpenedShape:
    """Ask, as the learner, for coaching in one skill, out of coaching by another model."""
    skill = Skill(*(asked.get(name, "")[:8000] for name in ("skill", "purpose", "end")))
    made = await ask_for_skill(engine, caller.person, engagement_id, skill, key)
    return OpenedShape(engagement_id=made.engagement_id)
