"""Engagements: listed, read, launched; their history, what they still want, their papers."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from pydantic import Field
from starlette.responses import Response as Plain

from console.api.answers import (
    Done,
    EngagementShape,
    HistoryLine,
    Page,
    PaperShape,
    history,
)
from console.api.callers import Caller, FactsReader, Launcher, PersonReads, engagement_called
from console.api.keys import Key
from console.api.paging import USUAL, Cursor, Limit, cursor_of, place_at
from console.api.versions import is_known, tag_of
from console.depends import EngineOf
from console.rendering.pdf import IN_API, pdf
from domain.base.messages import Via
from domain.base.model import Frozen
from domain.base.refusals import Refusal
from domain.base.roles import Form, Origin, Participation, Relation
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.words import say_event
from services.connections import Engine
from services.launching.start import Wanted, start
from services.outside.told_facts import told_lines
from services.printing.papers import paper_as_pdf
from services.reading.access import was_read
from services.reading.agencies import agency_of
from services.reading.engagement_facts import (
    EngagementFacts,
    MissingFact,
    facts_of,
    listed,
    missing_facts,
)
from services.reading.read import PaperName, Reading, papers, reading
from services.reading.visible import seen_by
from services.troubles import NotFound
from store.projections.rows import ListPlace

router = APIRouter(tags=["engagements"])

Name = Annotated[str | None, Query(max_length=200)]


class LaunchRequest(Frozen):
    """An engagement as it is wanted; people by id or address. Without a coordinator, the caller
    coordinates."""

    learners: Annotated[tuple[str, ...], Field(min_length=1, max_length=30)]
    supervisor: Annotated[str, Field(max_length=254)]
    coordinator: Annotated[str | None, Field(max_length=254)] = None
    coach: Annotated[str | None, Field(max_length=254)] = None
    skill: Annotated[str, Field(max_length=200)]
    purpose: Annotated[str, Field(max_length=8000)]
    expected_end: Annotated[str, Field(max_length=40, examples=["2027-12-01", "40 weeks"])]
    origin: Origin | None = None
    participation: Participation | None = None
    relation: Relation | None = None
    form: Form | None = None
    model: Annotated[str | None, Field(max_length=50)] = None
    """A coaching model by its name (`GET /models`), in its newest version; null: the usual one."""
    cohort: Annotated[str, Field(max_length=120)] = ""
    again: bool = False
    """Launch although a learner is coached on this skill already."""


@router.get("/engagements")
async def list_engagements(
    engine: EngineOf,
    caller: FactsReader,
    stage: Name = None,
    status: Status | None = None,
    cohort: Name = None,
    at_risk: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> Page[EngagementFacts]:
    """Engagements the caller has a part in (a system: its agency's), in the order of launching.

    `at_risk` gives those the caller coordinates, since it is theirs alone to know.
    """
    place = place_at(cursor)
    found = await listed(
        engine,
        caller.reader,
        caller.person.agency_id,
        stage=stage,
        status=status,
        cohort=cohort,
        at_risk=at_risk,
        after=ListPlace(place.at, place.id) if place else None,
        limit=limit + 1,
    )
    more = len(found) > limit
    shown = found[:limit]
    last = shown[-1] if shown else None
    after = cursor_of(last.launched_at, last.engagement_id) if more and last else None
    return Page(items=tuple(shown), next=after)


@router.post("/engagements", status_code=201, responses={200: {"model": Done}})
async def launch_engagement(
    engine: EngineOf, caller: Launcher, wanted: LaunchRequest, key: Key, response: Response
) -> Done:
    """Launch one. The same key launches the same engagement, once.

    A coordinator launches for others, a learner for themself; a system in the name of the
    coordinator who made its token.
    """
    asked = Wanted(
        learners=wanted.learners,
        supervisor=wanted.supervisor,
        by=caller.person,
        coordinator=wanted.coordinator,
        coach=wanted.coach,
        skill=wanted.skill,
        purpose=wanted.purpose,
        end=wanted.expected_end,
        origin=wanted.origin,
        participation=wanted.participation,
        relation=wanted.relation,
        form=wanted.form,
        model=wanted.model,
        cohort=wanted.cohort,
    )
    via = Via.SYSTEM if caller.system else Via.SELF
    try:
        made = await start(engine, asked, key, agency=None, again=wanted.again, via=via)
    except NotFound:
        # The address of this request is there; somebody it names is not.
        raise Refusal("unknown_person") from None
    recorded = made.recorded
    response.status_code = 200 if recorded.repeated else 201
    return Done(
        entry=key,
        engagement_id=made.engagement_id,
        stage=recorded.stage,
        status=recorded.status,
        repeated=recorded.repeated,
    )


@router.get("/engagements/{engagement_id}", responses={304: {"description": "Nothing changed"}})
async def read_engagement(
    engine: EngineOf,
    caller: FactsReader,
    engagement_id: str,
    response: Response,
    known: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> EngagementShape:
    """One engagement. `ETag` says how far it has come, as far as the caller may know."""
    state = await engagement_called(engine, caller, engagement_id)
    tag = tag_of(await lines_for(engine, caller, state))
    response.headers["ETag"] = tag
    if is_known(known, tag):
        return Plain(status_code=304, headers={"ETag": tag})  # type: ignore[return-value]
    facts = await facts_of(engine, state, caller.reader)
    if caller.system:
        return EngagementShape(**facts.model_dump(), skill=None, purpose=None)
    was_read(caller.person, engagement_id, "engagement")
    skill, purpose = state.skill, state.purpose
    return EngagementShape(**facts.model_dump(), skill=skill, purpose=purpose)


@router.get("/engagements/{engagement_id}/timeline")
async def read_timeline(
    engine: EngineOf, caller: FactsReader, engagement_id: str, response: Response
) -> list[HistoryLine]:
    """What happened, as the caller may know it, oldest first; a system is told facts alone."""
    state = await engagement_called(engine, caller, engagement_id)
    lines = await lines_for(engine, caller, state)
    if not caller.system:
        was_read(caller.person, engagement_id, "timeline")
    response.headers["ETag"] = tag_of(lines)
    return list(lines)


@router.get("/engagements/{engagement_id}/missing")
async def read_missing(
    engine: EngineOf, caller: FactsReader, engagement_id: str
) -> list[MissingFact]:
    """What the stage still wants, and who can supply it."""
    state = await engagement_called(engine, caller, engagement_id)
    agency = await agency_of(engine, state.agency_id)
    return await missing_facts(engine, state, agency, caller.reader)


@router.get(
    "/engagements/{engagement_id}/papers/{name}.pdf", response_class=Plain, responses=IN_API
)
async def read_paper_pdf(
    engine: EngineOf, caller: PersonReads, engagement_id: str, name: PaperName
) -> Plain:
    """The newest paper of this name that the caller may read; a handoff as it is delivered."""
    read = await read_by(engine, caller, engagement_id, name)
    return await pdf(paper_as_pdf, read, name, engine.clock.now(), name=name)


@router.get("/engagements/{engagement_id}/papers/{name}")
async def read_paper(
    engine: EngineOf, caller: PersonReads, engagement_id: str, name: PaperName
) -> list[PaperShape]:
    """The papers of this name that the caller may read: one, or every debrief and handoff."""
    read = await read_by(engine, caller, engagement_id, name)
    return [
        PaperShape.model_validate(
            {
                "name": name,
                "title": one.title,
                "version": one.version,
                "sections": [{"heading": s.heading, "points": s.points} for s in one.sections],
                "standing": one.standing,
                "approve": one.approve if one.approve in read.can_do else None,
                "fields": dict(one.fields),
            }
        )
        for one in papers(read, name)
    ]


async def read_by(engine: Engine, caller: Caller, engagement_id: str, kind: str | None) -> Reading:
    """What a person may see of the engagement that an address names; `kind` says of what text, for
    the log, None where none is given out. Raises `NotFound`."""
    state = await engagement_called(engine, caller, engagement_id)
    if kind is not None:
        was_read(caller.person, engagement_id, kind)
    return await reading(engine.store, state, caller.person, engine.clock.now())


async def lines_for(engine: Engine, caller: Caller, state: Engagement) -> tuple[HistoryLine, ...]:
    """The engagement's history as the caller may know it."""
    if caller.system:
        return history(await told_lines(engine, state.engagement_id), say_event)
    events = await engine.store.reader.events(state.engagement_id)
    return history(seen_by(state, events, caller.person.person_id), say_event)
