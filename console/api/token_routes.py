"""Tokens: one's own, and those of the agency's systems. A new one is made by who is signed in."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from console.api.callers import PersonActs, PersonReads, SignedInActs
from console.depends import EngineOf
from domain.base.model import Frozen, Instant
from services.signing import tokens
from services.signing.tokens import MOST_DAYS, USUAL_DAYS, Made, Scope
from store.outside.token_rows import TokenRow

router = APIRouter(tags=["tokens"])


class TokenRequest(Frozen):
    """A token that is wanted; `name` says which program uses it."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=20)]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = USUAL_DAYS


class TokenShape(Frozen):
    """A token without what it is used by."""

    token_id: str
    name: str
    scopes: tuple[str, ...]
    made_by: str
    made_at: Instant
    expires_at: Instant
    used_at: Instant | None
    revoked_at: Instant | None
    revoked_by: str | None


class NewToken(TokenShape):
    """A new token; `token` is shown this once and kept nowhere."""

    token: str


@router.get("/me/tokens")
async def list_my_tokens(engine: EngineOf, caller: PersonReads) -> list[TokenShape]:
    """The caller's own tokens, revoked ones too."""
    return [_shape(one) for one in await tokens.of_self(engine, caller.person)]


@router.post("/me/tokens", status_code=201)
async def make_my_token(engine: EngineOf, caller: SignedInActs, wanted: TokenRequest) -> NewToken:
    """A token for a program that works for oneself."""
    made = await tokens.make_for_self(
        engine, caller.person, wanted.name, wanted.scopes, wanted.days
    )
    return _new(made)


@router.delete("/me/tokens/{token_id}", status_code=204)
async def revoke_my_token(engine: EngineOf, caller: PersonActs, token_id: str) -> Response:
    """End one of the caller's own tokens."""
    await tokens.revoke_of_self(engine, caller.person, token_id)
    return Response(status_code=204)


@router.get("/agency/tokens")
async def list_system_tokens(engine: EngineOf, caller: PersonReads) -> list[TokenShape]:
    """The tokens of the agency's systems, for its coordinators, revoked ones too."""
    return [_shape(one) for one in await tokens.of_systems(engine, caller.person)]


@router.post("/agency/tokens", status_code=201)
async def make_system_token(
    engine: EngineOf, caller: SignedInActs, wanted: TokenRequest
) -> NewToken:
    """A token for a system of the agency, which acts in its coordinator's name."""
    made = await tokens.make_for_system(
        engine, caller.person, wanted.name, wanted.scopes, wanted.days
    )
    return _new(made)


@router.delete("/agency/tokens/{token_id}", status_code=204)
async def revoke_system_token(engine: EngineOf, caller: PersonActs, token_id: str) -> Response:
    """End a token of the agency's systems."""
    await tokens.revoke_of_system(engine, caller.person, token_id)
    return Response(status_code=204)


def _shape(row: TokenRow) -> TokenShape:
    return TokenShape.model_validate(_fields(row))


def _new(made: Made) -> NewToken:
    return NewToken.model_validate({**_fields(made.row), "token": made.token})


def _fields(row: TokenRow) -> dict[str, object]:
    return {
        "token_id": row.token_id,
        "name": row.name,
        "scopes": row.scopes,
        "made_by": row.owner,
        "made_at": row.made_at,
        "expires_at": row.expires_at,
        "used_at": row.used_at,
        "revoked_at": row.revoked_at,
        "revoked_by": row.revoked_by,
    }
