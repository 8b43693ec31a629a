"""Who calls: somebody signed in, or the bearer of a token; and what of the API that opens."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from console.api.problems import Forbidden
from console.depends import EngineOf, NotSignedIn, visitor_of
from console.visitor import Visitor
from domain.engagement.state import Engagement
from domain.person.person import Person
from services.connections import Engine
from services.outside.told_facts import engagement_in
from services.reading.access import engagement_for
from services.signing.tokens import OF_PEOPLE, Scope, bearer_of
from services.troubles import NotFound

_BEARER = "bearer "


@dataclass(frozen=True)
class Caller:
    """`person` calls; or (`system`) a system of their agency by a token they made for it."""

    person: Person
    scopes: frozenset[Scope]
    system: bool = False
    token_id: str | None = None
    """None where somebody is signed in."""

    @property
    def reader(self) -> Person | None:
        """Whose view is given; None for a system, which is given facts alone."""
        return None if self.system else self.person


async def _caller(request: Request, engine: EngineOf) -> Caller:
    """Raises `NotSignedIn`. A token that is sent counts, whoever is signed in beside it."""
    said = request.headers.get("Authorization")
    if said is not None:
        token = said[len(_BEARER) :].strip() if said.lower().startswith(_BEARER) else ""
        bearer = await bearer_of(engine, token)
        if bearer is None:
            raise NotSignedIn
        # For the log of requests, which says whose each was.
        request.state.visitor = Visitor(bearer.person, bearer.token_id)
        return Caller(bearer.person, bearer.scopes, bearer.system, bearer.token_id)
    visitor = visitor_of(request)
    if visitor is None:
        raise NotSignedIn
    return Caller(visitor.person, OF_PEOPLE)


def allowed(
    *, person: Scope | None, system: Scope | None = None
) -> Callable[..., Awaitable[Caller]]:
    """A dependency: the caller, whose token must have this scope. Raises `Forbidden`."""

    async def _allowed(caller: Annotated[Caller, Depends(_caller)]) -> Caller:
        wanted = system if caller.system else person
        if wanted is None:
            raise Forbidden("not_for_systems")
        if wanted not in caller.scopes:
            raise Forbidden("scope_missing", scope=wanted.value)
        return caller

    return _allowed


Anyone = Annotated[Caller, Depends(_caller)]
"""Whoever calls, whatever their token is for."""
PersonReads = Annotated[Caller, Depends(allowed(person=Scope.SELF_READ))]
PersonActs = Annotated[Caller, Depends(allowed(person=Scope.SELF_ACT))]


async def _signed_in(caller: PersonActs) -> Caller:
    """What a token that leaked must not do. Raises `Forbidden`."""
    if caller.token_id is not None:
        raise Forbidden("sign_in_needed")
    return caller


SignedInActs = Annotated[Caller, Depends(_signed_in)]
FactsReader = Annotated[
    Caller, Depends(allowed(person=Scope.SELF_READ, system=Scope.ENGAGEMENTS_READ))
]
Launcher = Annotated[
    Caller, Depends(allowed(person=Scope.SELF_ACT, system=Scope.ENGAGEMENTS_LAUNCH))
]
PeopleReader = Annotated[Caller, Depends(allowed(person=Scope.SELF_READ, system=Scope.PEOPLE_READ))]
PeopleWriter = Annotated[Caller, Depends(allowed(person=Scope.SELF_ACT, system=Scope.PEOPLE_WRITE))]
AgencyReader = Annotated[Caller, Depends(allowed(person=Scope.SELF_READ, system=Scope.AGENCY_READ))]
WebhookManager = Annotated[
    Caller, Depends(allowed(person=Scope.SELF_ACT, system=Scope.WEBHOOKS_MANAGE))
]


async def engagement_called(engine: Engine, caller: Caller, engagement_id: str) -> Engagement:
    """The engagement that the address names, if the caller may reach it. Raises `NotFound`."""
    if caller.system:
        state = await engagement_in(engine, caller.person, engagement_id)
    else:
        state = await engagement_for(engine, caller.person, engagement_id)
    if state.engagement_id != engagement_id:
        # An address names one thing; the beginning of an id is for terminals.
        raise NotFound.of("no_engagement")
    return state
