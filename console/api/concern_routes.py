"""Concerns before whoever handles them, who may have no other part in the coaching."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import JsonValue

from console.api.act_schemas import component
from console.api.callers import PersonActs, PersonReads
from console.api.keys import Key
from console.depends import EngineOf
from domain.base.model import Frozen, Instant
from services.acting.concerns import answer_concern, handled_by

router = APIRouter(prefix="/concerns", tags=["concerns"])
_ANSWER = {"$ref": f"#/components/schemas/{component('answer_concern')}"}


class ConcernShape(Frozen):
    """One concern that waits for the caller's answer; `by` and `role` are its author's."""

    entry: str
    by: str
    role: str
    at: Instant
    concern: str


class ConcernsShape(Frozen):
    """What the caller handles in one engagement, and nothing else of it."""

    concerns: tuple[ConcernShape, ...]


class AnswerRecorded(Frozen):
    """The answer was recorded: `entry` names it, `repeated` that it had been before.

    Where the engagement stands is not told: a handler need have no part in it.
    """

    entry: str
    repeated: bool


@router.get("/{engagement_id}")
async def read_concerns(engine: EngineOf, caller: PersonReads, engagement_id: str) -> ConcernsShape:
    """What waits for the caller's answer; not found for everybody else."""
    handled = await handled_by(engine, caller.person, engagement_id)
    return ConcernsShape(concerns=tuple(ConcernShape(**vars(one)) for one in handled.concerns))


@router.post(
    "/{engagement_id}",
    status_code=201,
    responses={200: {"model": AnswerRecorded}},
    openapi_extra={
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ANSWER}}}
    },
)
async def answer(
    engine: EngineOf,
    caller: PersonActs,
    engagement_id: str,
    fields: Annotated[dict[str, JsonValue], Body()],
    key: Key,
    response: Response,
) -> AnswerRecorded:
    """Answer one: the fields of `answer_concern`. The same key with the same answer is recorded
    once at most."""
    done = await answer_concern(engine, caller.person, engagement_id, dict(fields), key)
    response.status_code = 200 if done.repeated else 201
    return AnswerRecorded(entry=key, repeated=done.repeated)
