"""Acts: which there are, what fields each takes, which are open to the caller, and doing one."""

from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Body, Response
from pydantic import JsonValue

from activities.ports import StoreUnavailable
from console.api.act_schemas import any_act, schema_of
from console.api.answers import ActShape, Done, PossibleAct
from console.api.callers import Anyone, PersonActs, PersonReads, engagement_called
from console.api.engagement_routes import lines_for, read_by
from console.api.keys import IfMatch, Key
from console.api.problems import Problem
from console.api.versions import require_match, tag_of
from console.depends import EngineOf
from domain.base.messages import Via
from domain.base.refusals import Refusal
from services.acting.act import command, submit
from services.acts.describe import summary
from services.acts.kinds import acts
from services.reading.read import to_read_first
from services.troubles import NotFound

router = APIRouter(tags=["acts"])

Fields = Annotated[dict[str, JsonValue], Body(description="The act's fields: `GET /acts/{kind}`.")]


def schema_url(kind: str) -> str:
    """Where an act's fields are described."""
    return f"/api/v1/acts/{kind}"


@router.get("/acts")
async def list_acts(_: Anyone) -> list[ActShape]:
    """Every act a person can do in an engagement."""
    return [
        ActShape(kind=kind, says=summary(act), schema_url=schema_url(kind))
        for kind, act in acts().items()
    ]


@router.get("/acts/{kind}")
async def describe_act(_: Anyone, kind: str) -> dict[str, JsonValue]:
    """The act's fields, as JSON Schema (2020-12)."""
    act = acts().get(kind)
    if act is None:
        raise NotFound.of("no_such_act")
    schema: dict[str, Any] = schema_of(kind, act)
    return schema


@router.get("/engagements/{engagement_id}/acts")
async def list_possible(
    engine: EngineOf, caller: PersonReads, engagement_id: str
) -> list[PossibleAct]:
    """What the caller can do here now; what is waited for comes first."""
    read = await read_by(engine, caller, engagement_id, None)
    todos = await engine.store.reader.todo_in(caller.person.person_id, engagement_id)
    waiting = {todo.act for todo in todos}
    return [
        PossibleAct(
            kind=kind,
            says=summary(acts()[kind]),
            waits=kind in waiting,
            schema_url=schema_url(kind),
            paper=to_read_first(kind),
        )
        for kind in sorted(read.can_do, key=lambda one: one not in waiting)
    ]


@router.post(
    "/engagements/{engagement_id}/acts/{kind}",
    status_code=201,
    responses={
        200: {"model": Done, "description": "It was recorded before, by the same key"},
        202: {
            "description": "Not known whether recorded: repeat it with the same key",
            "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
        },
    },
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": any_act()}}}
    },
)
async def do_act(
    engine: EngineOf,
    caller: PersonActs,
    engagement_id: str,
    kind: str,
    fields: Fields,
    key: Key,
    response: Response,
    if_match: IfMatch = None,
) -> Done:
    """Do an act, as oneself. The same key with the same fields is recorded once at most."""
    state = await engagement_called(engine, caller, engagement_id)
    act = acts().get(kind)
    if act is None:
        raise NotFound.of("no_such_act")
    if if_match is not None:
        lines = await lines_for(engine, caller, state)
        require_match(if_match, tag_of(lines), lines)
    me, now = caller.person, engine.clock.now()
    try:
        made = await command(
            engine, state, act, fields, by=me, command_id=key, at=now, via=Via.SELF
        )
    except NotFound:
        # The address of this request is there; somebody it names is not.
        raise Refusal("unknown_person") from None
    recorded = await submit(engine, state, made)
    with suppress(StoreUnavailable, NotFound):
        # It is recorded: that the new tag can't be told just now changes nothing of that.
        after = await engagement_called(engine, caller, engagement_id)
        response.headers["ETag"] = tag_of(await lines_for(engine, caller, after))
    response.status_code = 200 if recorded.repeated else 201
    return Done(
        entry=key,
        engagement_id=engagement_id,
        stage=recorded.stage,
        status=recorded.status,
        repeated=recorded.repeated,
    )
