"""What helps while coaching goes on: observations, scaling questions, the guide to troubles."""

from fastapi import APIRouter
from starlette.responses import Response as Plain

from console.api.callers import PersonReads
from console.api.engagement_routes import read_by
from console.depends import EngineOf
from console.rendering.pdf import IN_API, pdf
from domain.base.model import Frozen, Instant
from services.printing.observations import observation_as_pdf
from services.reading.guide import guide
from services.reading.practice_view import practice_view
from services.reading.scaling_view import scaling_view

router = APIRouter(tags=["engagements"])


class ObservedShape(Frozen):
    """One observation: ratings, examples and notes by the key of skill or question."""

    entry: str
    at: Instant
    by: str
    cycle: int
    medium: str
    setting: str
    note: str | None
    ratings: dict[str, int]
    examples: dict[str, str]
    noted: dict[str, str]


class PracticeShape(Frozen):
    """What was observed of a learner by one version of a rubric or guide, oldest first."""

    learner: str
    rubric: str
    version: int
    observed: tuple[ObservedShape, ...]


class PracticesShape(Frozen):
    """All observations that the caller may see."""

    practice: tuple[PracticeShape, ...]


class AdviceShape(Frozen):
    """A situation of the guide: `why` it is offered (null: to be looked up), what to consider.

    `acts` are kinds of acts that may help and are open to the caller now.
    """

    key: str
    title: str
    why: str | None
    consider: tuple[str, ...]
    source: str
    acts: tuple[str, ...]


class GuideShape(Frozen):
    """The guide to troubles, what is offered first."""

    guide: tuple[AdviceShape, ...]


class AnswerShape(Frozen):
    """A number from 0 to 10, and what was said with it."""

    entry: str
    at: Instant
    by: str
    number: int
    brought_here: str | None
    step_up: str | None


class ScalingShape(Frozen):
    """A scaling question in its own words; answers oldest first."""

    entry: str
    about: tuple[str, ...]
    purpose: str
    wording: str
    ten: str
    zero: str
    answered: tuple[AnswerShape, ...]


class ScalingsShape(Frozen):
    """All scaling questions that the caller may see."""

    scaling: tuple[ScalingShape, ...]


@router.get("/engagements/{engagement_id}/practice")
async def practice(engine: EngineOf, caller: PersonReads, engagement_id: str) -> PracticesShape:
    """Observations by learner and rubric, for learner and coach; empty for others."""
    read = await read_by(engine, caller, engagement_id, "practice")
    return PracticesShape(
        practice=tuple(
            PracticeShape(
                learner=one.learner,
                rubric=one.rubric.instrument,
                version=one.rubric.version,
                observed=tuple(ObservedShape(**vars(seen)) for seen in one.observed),
            )
            for one in practice_view(read)
        )
    )


@router.get(
    "/engagements/{engagement_id}/practice/{entry}.pdf", response_class=Plain, responses=IN_API
)
async def observation(
    engine: EngineOf, caller: PersonReads, engagement_id: str, entry: str
) -> Plain:
    """One observation as it was written down, to print."""
    read = await read_by(engine, caller, engagement_id, "observation.pdf")
    return await pdf(observation_as_pdf, read, entry, engine.clock.now(), name="observation")


@router.get("/engagements/{engagement_id}/scaling")
async def scaling(engine: EngineOf, caller: PersonReads, engagement_id: str) -> ScalingsShape:
    """Scaling questions with their answers, for learner and coach; empty for others."""
    read = await read_by(engine, caller, engagement_id, "scaling questions")
    return ScalingsShape(
        scaling=tuple(
            ScalingShape(
                entry=one.entry,
                about=one.about,
                purpose=one.purpose,
                wording=one.wording,
                ten=one.ten,
                zero=one.zero,
                answered=tuple(AnswerShape(**vars(given)) for given in one.answered),
            )
            for one in scaling_view(read)
        )
    )


@router.get("/engagements/{engagement_id}/guide")
async def read_guide(engine: EngineOf, caller: PersonReads, engagement_id: str) -> GuideShape:
    """What to consider when coaching gets stuck, for coach and coordinator; empty for others."""
    read = await read_by(engine, caller, engagement_id, "the guide")
    return GuideShape(
        guide=tuple(
            AdviceShape(
                key=one.key,
                title=one.situation.title,
                why=one.why,
                consider=one.situation.consider,
                source=one.situation.source,
                acts=one.acts,
            )
            for one in guide(read, engine.clock.now())
        )
    )
