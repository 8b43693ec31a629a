"""Engagements of one cast that stand at every stage, so that every page has something to show."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.journeys import stages
from tests.journeys.cast import Cast, Told, launched
from tests.journeys.place import Place


async def _practice(told: Told) -> None:
    await stages.show(told)
    await stages.observe(told)
    await stages.advance(told)


async def _planning(told: Told) -> None:
    await stages.plan(told)
    await stages.enroll(told)
    await stages.advance(told)


async def _reflection(told: Told) -> None:
    await stages.reflect(told)
    await stages.advance(told)


async def _feedback(told: Told) -> None:
    await stages.talk_over(told)
    await stages.agree_steps(told)
    await stages.advance(told)


async def _closing(told: Told) -> None:
    await stages.prepare_handoffs(told)
    await stages.see_handoffs(told)
    await stages.advance(told)


_THROUGH: dict[str, Callable[[Told], Awaitable[None]]] = {
    "initial_interest": stages.agree,
    "joint_planning": _planning,
    "practice": _practice,
    "self_reflection": _reflection,
    "feedback": _feedback,
    "evaluation": stages.evaluate,
    "closing": _closing,
}
"""What leads from each stage to the next."""
STANDING = (*_THROUGH, "following_up")


async def seeded(place: Place, cast: Cast) -> dict[str, Told]:
    """An engagement that stands at each of these."""
    told = await asyncio.gather(*(_brought_to(place, cast, one) for one in STANDING))
    standing = dict(zip(STANDING, told, strict=True))
    await standing["practice"].does("learner", "raise_concern", concern="We hardly ever meet")
    # By another model, out of which a learner asks for coaching in one skill.
    standing["other_model"] = await launched(place, cast, model="grow", skill="Supervising well")
    return standing


async def _brought_to(place: Place, cast: Cast, standing: str) -> Told:
    told = await launched(place, cast, skill=f"Case plans, {standing.replace('_', ' ')}")
    for stage, through in _THROUGH.items():
        if stage == standing:
            break
        await through(told)
    return told
