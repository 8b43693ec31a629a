"""What stands beside the form of an act that has a page of its own (`templates/acts/`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from console.rendering import moments
from console.rendering.chart import Chart, chart
from domain.instruments import CUE_PROMPTS, PROMPT_GROUPS
from domain.instruments.shelf import rubrics
from domain.person.person import Person
from services.acting.act_form import ActForm
from services.connections import Engine
from services.coordinating.candidates import candidates
from services.reading.goals_view import GoalView, Rated, goals_view
from services.reading.leaving import leaving
from services.reading.own_words import consents_now, last_commitment
from services.reading.read import Reading
from services.troubles import NotFound

Beside = Callable[[Reading], Mapping[str, Any]]


def _rubrics(read: Reading) -> Mapping[str, Any]:
    return {"rubrics": rubrics(read.agency.instruments_in_use)}


def _prompts(_: Reading) -> Mapping[str, Any]:
    return {"prompt_groups": PROMPT_GROUPS, "prompts": CUE_PROMPTS}


def _last_word(read: Reading) -> Mapping[str, Any]:
    return {"last": last_commitment(read)}


def _leaving(read: Reading) -> Mapping[str, Any]:
    return {"leaving": leaving(read), "can_do": read.can_do}


def _consents(read: Reading) -> Mapping[str, Any]:
    return {"consents": consents_now(read), "supervisor": read.name(read.state.supervisor)}


def _goals(read: Reading) -> Mapping[str, Any]:
    return {"goals": [(goal, charts_of(goal, read)) for goal in goals_view(read)]}


_BESIDE: Mapping[str, Beside] = {
    "record_observation": _rubrics,
    "write_reflection": _prompts,
    "declare_commitment": _last_word,
    "rate_goal": _goals,
    "give_consent": _consents,
    "withdraw_from_coaching": _leaving,
    "decline_coaching": _leaving,
}


def beside(kind: str, read: Reading) -> Mapping[str, Any]:
    """The facts that the page of this act shows beside its form; none for most."""
    made = _BESIDE.get(kind)
    return made(read) if made else {}


async def candidates_for(
    engine: Engine, person: Person, form: ActForm, read: Reading
) -> Mapping[str, Any]:
    """Who could coach, beside the act that names the coach; only for who can do it."""
    if form.kind != "assign_coach":
        return {}
    if form.hindrance is not None:
        return {"candidates": []}
    try:
        return {"candidates": await candidates(engine, person, read.state.engagement_id)}
    except NotFound:
        return {"candidates": []}


def charts_of(goal: GoalView, read: Reading) -> list[tuple[str, Sequence[Rated], Chart]]:
    """How a goal's ratings moved, as a picture for each learner who rated it."""
    zone = read.reader.zone
    return [
        (
            name,
            ratings,
            chart(
                [(moments.short(one.at, zone), one.rating) for one in ratings], goal.low, goal.high
            ),
        )
        for name, ratings in goal.by_learner()
    ]
