"""An engagement in which every tool has been used, at length: its pages have most to show."""

from datetime import timedelta
from typing import Any

from domain.instruments.shelf import released
from tests.domain.given import GARS
from tests.journeys import stages
from tests.journeys.cast import Cast, Told, launched
from tests.journeys.place import Place

LONG = (
    "Mrs. and Mr. Example told what worries them before the folder was open, and nobody had to "
    "ask a second time; the interpreter from the Konstantinopolitanskaya-Interdepartmental office "
    "helped."
)
TIMES = 4
"""How often each thing is done: more than fit beside each other on a phone."""


async def tools_used(place: Place, cast: Cast) -> Told:
    """It stands in practice; goals rated, practice observed, questions and sheets answered."""
    told = await launched(place, cast, skill=f"Case plans. {LONG}"[:190])
    await stages.agree(told)
    await _plan(told)
    await stages.show(told)
    for n in range(TIMES):
        await _round(told, n)
    await _scaling(told)
    for kind in ("performance_review", "side_talk"):
        await told.does("coach", "note_request", asked_for=kind, asked_by="A manager")
    return told


async def _plan(told: Told) -> None:
    for n in (1, 2):
        goal = {**GARS, "behavior": f"{n}. {LONG}", "due": "2027-11-01", "weight": n}
        await told.does("learner", "set_goal", command_id=_scale(told, n), goal=goal)
    await stages.plan(told)
    await stages.enroll(told)
    await stages.advance(told)


def _scale(told: Told, n: int) -> str:
    return f"{told.id}/scale/{n}"


async def _round(told: Told, n: int) -> None:
    for goal in (_scale(told, 1), _scale(told, 2)):
        rating = n % 5 - 2
        await told.does(
            "learner", "rate_goal", goal=goal, rating=rating, note=LONG if n % 2 else None
        )
    await told.does(
        "learner", "rate_goal", goal=stages.goal_of(told, told.cast["learner"]), rating=n
    )
    for name in ("family_engagement", "safety_mapping"):
        await told.does("coach", "record_observation", **_seen(told, name, n))
    for role in ("learner", "coach"):
        await told.does(role, "answer_instrument", **_sheet("working_relationship", n))
    await told.does("learner", "answer_instrument", **_sheet("coaching_practices", n))


def _seen(told: Told, name: str, n: int) -> dict[str, Any]:
    rubric = released(name, 1)
    keys = [item.key for item in rubric.items]
    return {
        "about": [told.cast["learner"]],
        "setting": LONG[:80],
        "medium": "live",
        "rubric": name,
        "clients_present": True,
        "consent": True,
        "note": LONG,
        "ratings": {key: 1 + (n + at) % 4 for at, key in enumerate(keys) if (n + at) % 3},
        "examples": dict.fromkeys(keys[: n % 3], LONG),
        "noted": {one.key: LONG for one in rubric.questions},
    }


def _sheet(name: str, n: int) -> dict[str, Any]:
    asked = released(name, 1)
    span = len(asked.scale.labels)
    items = {
        item.key: asked.scale.low + (n + at) % span
        for at, item in enumerate(asked.items)
        # The last one is answered in part.
        if n < TIMES - 1 or at % 2
    }
    words = {one.key: LONG for one in asked.questions}
    return {"instrument": name, "answered": {"items": items, "in_words": words}}


async def _scaling(told: Told) -> None:
    asked = {
        "purpose": "confidence",
        "wording": f"How sure are you? {LONG[:170]}",
        "ten": LONG[:190],
    }
    for answers in ((3, 5, 4, 7, 6, 9, 8), (4,), (2, 0), ()):
        question = await told.does("coach", "ask_scaling_question", zero="I stay away", **asked)
        for number in answers:
            await told.does(
                "learner",
                "answer_scaling_question",
                scaling_question=question,
                number=number,
                brought_here=LONG,
                step_up="Say the worry more plainly",
            )


async def planned(place: Place, cast: Cast) -> Told:
    """Closing, with the handoff seen and a development plan as long as it may be."""
    told = await launched(place, cast, skill="Closing at length")
    await stages.closed(told)
    due = (place.engine.clock.now() + timedelta(days=90)).date().isoformat()
    plan = {
        "strengths": [LONG, "Calm"],
        "growth_areas": [LONG],
        "actions": [{"text": LONG, "due": due}, {"text": "Read", "due": due}],
        "supports": [LONG, "Time"],
    }
    about = [cast["learner"]]
    await told.does("learner", "write_development_plan", plan=plan, about=about)
    return told
