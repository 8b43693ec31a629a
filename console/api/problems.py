"""What came to nothing, as problem details (RFC 9457) with our codes.

`code` is stable, and of the domain's own refusals is the refusal's; `detail` is for people.
"""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from activities.ports import StoreUnavailable
from console.api.answers import HistoryLine
from console.depends import NotSignedIn
from console.rendering.words import say
from domain.base.model import Frozen
from domain.base.refusals import Refusal, RequirementUnmet
from domain.words import say_missing, say_refusal
from services.acts.possible import NOT_NOW
from services.launching.checking import BadCohort
from services.troubles import (
    BadFile,
    BadUsage,
    NotFound,
    Refused,
    Trouble,
    Unreachable,
    WrongFields,
)
from workflows.errors import EngineFault, EngineUnreachable, OutcomeUnknown

_log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 2
_FORBIDDEN = frozenset(
    {"role_may_not", "not_agency_coordinator", "not_leadership", "address_by_coordinator"}
)


class FieldProblem(Frozen):
    """What is wrong with one field; `pointer` is a JSON pointer into the body."""

    pointer: str
    detail: str


class Unmet(Frozen):
    """What is wanting before a stage can be left forward."""

    requirement: str
    detail: str


class RowProblem(Frozen):
    """What is wrong with a cell, or (no column) with a row or the file."""

    row: int
    column: str
    value: str
    remedy: str
    cell: str


class Problem(Frozen):
    """Why a request came to nothing (RFC 9457); what does not apply is left out."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    requirements: tuple[Unmet, ...] = ()
    errors: tuple[FieldProblem, ...] = ()
    rows: tuple[RowProblem, ...] = ()
    changed: tuple[HistoryLine, ...] = ()
    """What happened since, where `If-Match` names an older state."""
    retry_after: int | None = Field(None, ge=0)
    """Seconds after which to send the same again."""


class Forbidden(Exception):
    """Whoever calls may not do this at all, whatever it is about."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Changed(Exception):
    """`If-Match` names an older state; `lines` are what happened since."""

    def __init__(self, tag: str, lines: tuple[HistoryLine, ...]) -> None:
        super().__init__(tag)
        self.tag, self.lines = tag, lines


class BadRequest(Exception):
    """A header or a parameter makes no sense; `key` names the words."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as a response."""
    retry = {} if problem.retry_after is None else {"Retry-After": str(problem.retry_after)}
    return JSONResponse(
        problem.model_dump(mode="json", exclude_defaults=True),
        problem.status,
        {**retry, "Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )


def problem(status: int, words: str, code: str = "", detail: str = "", **more: Any) -> Problem:
    """A problem in the words `api.WORDS`; `code` and `detail` where they are others."""
    named = code or words
    return Problem(
        type=f"urn:coaching:problem:{named}",
        title=say(f"api.{words}.title"),
        status=status,
        detail=detail or say(f"api.{words}"),
        code=named,
        **more,
    )


def install(app: FastAPI) -> None:
    """Have every trouble answered so."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for trouble in (
        Refusal,
        Trouble,
        StoreUnavailable,
        OutcomeUnknown,
        EngineFault,
        NotSignedIn,
        Forbidden,
        Changed,
        BadRequest,
    ):
        app.add_exception_handler(trouble, _known)
    app.add_exception_handler(Exception, _unforeseen)


async def _http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    words = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "bad_request")
    return answer(problem(error.status_code, words), error.headers)


async def _invalid(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = list(error.errors())
    if any(one["type"] == "json_invalid" for one in found):
        return answer(problem(400, "bad_request", "bad_json", say("api.bad_json")))
    headers = [str(one["loc"][-1]).lower() for one in found if one["loc"][0] == "header"]
    if "idempotency-key" in headers:
        return answer(problem(400, "bad_request", "key_needed", say("api.key_needed")))
    if any(one["loc"][0] != "body" for one in found):
        return answer(problem(422, "fields", errors=tuple(map(_parameter, found))))
    return answer(problem(422, "fields", errors=tuple(map(_field, found))))


def _parameter(one: Mapping[str, Any]) -> FieldProblem:
    return FieldProblem(pointer=f"#/{one['loc'][-1]}", detail=_says(one["type"]))


def _field(one: Mapping[str, Any]) -> FieldProblem:
    return FieldProblem(pointer=pointer(*one["loc"][1:]), detail=_says(one["type"]))


def _says(kind: str) -> str:
    match kind:
        case "missing":
            return say("api.field_needed")
        case "extra_forbidden":
            return say("api.field_unknown")
        case _:
            return say("api.field")


def pointer(*steps: object) -> str:
    """A JSON pointer (RFC 6901) as a fragment."""
    return "#" + "".join(f"/{str(one).replace('~', '~0').replace('/', '~1')}" for one in steps)


async def _known(_: Request, error: Exception) -> Response:
    headers = {}
    match error:
        case Refusal():
            said = _refusal(error)
        case NotSignedIn():
            said = problem(401, "unauthenticated")
            headers["WWW-Authenticate"] = "Bearer"
        case Forbidden():
            said = problem(403, error.code, detail=say(f"api.{error.code}", **error.facts))
        case Changed():
            said = problem(412, "changed", changed=error.lines)
            headers["ETag"] = error.tag
        case BadRequest():
            said = problem(400, "bad_request", error.key, say(f"api.{error.key}"))
        case EngineUnreachable() | StoreUnavailable() | Unreachable():
            said = problem(503, "unavailable", retry_after=RETRY_SECONDS)
        case OutcomeUnknown():
            said = problem(202, "unknown_outcome", retry_after=RETRY_SECONDS)
        case EngineFault():
            _log.error("api_engine_fault", fault=error.name)
            said = problem(500, "fault")
        case Trouble():
            said = _trouble(error)
        case _:
            raise error
    return answer(said, headers)


def _refusal(refusal: Refusal) -> Problem:
    code = refusal.code
    if isinstance(refusal, RequirementUnmet):
        unmet = tuple(Unmet(requirement=k, detail=says) for k, says in say_missing(refusal.facts))
        detail = say_refusal(code, refusal.facts)
        return problem(409, "refused", code, detail, requirements=unmet)
    if code in _FORBIDDEN:
        status = 403
    elif code in NOT_NOW or code == "command_id_reused":
        status = 409
    else:
        status = 422
    return problem(status, "refused", code, say_refusal(code, refusal.facts))


def _trouble(trouble: Trouble) -> Problem:
    match trouble:
        case NotFound():
            return problem(404, "not_found")
        case WrongFields():
            errors = tuple(
                FieldProblem(pointer=pointer(*name.split(".")) if name else "#", detail=said)
                for name, said in trouble.fields.items()
            )
            return problem(422, "fields", errors=errors)
        case BadCohort():
            rows = tuple(RowProblem.model_validate(p.model_dump()) for p in trouble.problems)
            return problem(422, "fields", "bad_cohort", rows=rows)
        case Refused():
            return problem(409, "refused", detail=_sentence(trouble.what))
        case BadUsage() | BadFile():
            return problem(422, "refused", "bad_usage", _sentence(trouble.what))
        case _:
            return problem(500, "fault")


def _sentence(what: str) -> str:
    return f"{what[:1].upper()}{what[1:]}."


async def _unforeseen(_: Request, error: Exception) -> Response:
    _log.error("api_unforeseen", error=type(error).__name__)
    return answer(problem(500, "fault"))
