"""What a page or an API call is given: the engine, the settings, and who is signed in."""

from typing import Annotated

from fastapi import Depends, Request

from console.settings import ConsoleSettings
from console.visitor import Visitor
from services.connections import Engine
from services.reading.access import standing


class NotSignedIn(Exception):
    """Nobody is signed in: a page leads to signing in, the API answers 401."""


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _settings(request: Request) -> ConsoleSettings:
    settings: ConsoleSettings = request.app.state.settings
    return settings


def visitor_of(request: Request) -> Visitor | None:
    """Who is signed in; None where nobody is."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor


async def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request)
    if visitor is None:
        raise NotSignedIn
    # Once a request, for the menu and whoever else asks what the person is.
    request.state.standing = await standing(_engine(request), visitor.person)
    return visitor


EngineOf = Annotated[Engine, Depends(_engine)]
SettingsOf = Annotated[ConsoleSettings, Depends(_settings)]
SignedIn = Annotated[Visitor, Depends(_visitor)]
"""Raises `NotSignedIn`."""
