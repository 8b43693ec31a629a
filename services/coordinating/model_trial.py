"""A coaching model tried on a made-up engagement: the real rules, nothing recorded.

The engagement is launched and taken through every stage by the very events that a real one is
folded from; what each stage asks, of whom, and what it would remind of is asked of the real gates.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.model import PersonId
from domain.base.roles import Origin, Role
from domain.engagement.decide import decide
from domain.engagement.evolve import evolve
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import roles_for
from domain.engagement.state import Engagement
from domain.engagement.topics.entering import StageEntered
from domain.engagement.topics.launch import LaunchEngagement
from domain.process.models import ProcessModel, StageModel
from services.acts.act_words import title_of_kind
from services.reading.wanting import says

_ID = "trial"
_LEARNER, _COACH, _SUPERVISOR, _COORDINATOR = "learner", "coach", "supervisor", "coordinator"


@dataclass(frozen=True)
class Asked:
    """One thing a stage asks for: in words, by which act, of which roles."""

    says: str
    act: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """One stage as the made-up engagement came through it."""

    name: str
    does: str
    asks: tuple[Asked, ...]
    asks_enrollment: bool
    remind_after_days: float


def tried(agency: Agency, model: ProcessModel, now: datetime) -> list[Tried]:
    """Every stage of the model, in the order of the way forward."""
    own = (*(one for one in agency.models if one.model != model.model), model)
    trying = agency.model_copy(update={"models": own, "retired_models": ()})
    state = _launched(trying, model, now)
    found = []
    for stage in model.stages:
        if state.stage != stage.key:
            state = _entered(state, stage, now)
        found.append(_stage(trying, model, state, stage))
    return found


def _launched(agency: Agency, model: ProcessModel, now: datetime) -> Engagement:
    people: dict[str, PersonId] = {"supervisor": _SUPERVISOR, "coordinator": _COORDINATOR}
    launch = LaunchEngagement(
        command_id=_ID,
        by=_COORDINATOR,
        via=Via.OPERATOR,
        at=now,
        learners=(_LEARNER,),
        coach=_COACH,
        origin=Origin.LEARNER_NEED,
        skill="…",
        purpose="…",
        expected_end=(now.astimezone(UTC) + timedelta(days=180)).date(),
        model=model.model,
        **people,
    )
    [event] = decide(_ID, None, launch, agency)
    return evolve(None, event)


def _entered(state: Engagement, stage: StageModel, now: datetime) -> Engagement:
    event = StageEntered(by=_COACH, role=Role.COACH, at=now, stage=stage.key, left=state.stage)
    return evolve(state, event)


def _stage(agency: Agency, model: ProcessModel, state: Engagement, stage: StageModel) -> Tried:
    needs = [model.needs[key] for key in missing(state, agency)]
    return Tried(
        name=stage.name,
        does=stage.does,
        asks=tuple(
            Asked(
                says(need),
                title_of_kind(need.act),
                tuple(role.value for role in roles_for(state, need)),
            )
            for need in needs
        ),
        asks_enrollment=stage.asks_enrollment,
        remind_after_days=stage.remind_after_days,
    )
