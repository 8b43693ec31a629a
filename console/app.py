"""The console put together: middleware, pages, API and static files over one engine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from console.api.application import api_mount
from console.hardening.layers import around_console
from console.pages import pages_router
from console.pages.troubles import add_trouble_pages
from console.rendering.assets import KeptFiles
from console.settings import ConsoleSettings
from console.signing.provider import Provider
from console.signing.routes import signing_router
from services.connections import Engine
from services.own.live import Live


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await app.state.live.close()


def make_console(engine: Engine, settings: ConsoleSettings) -> FastAPI:
    """The application. Whoever makes it opens and closes the engine."""
    app = FastAPI(
        title="Coaching engagements",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan,
    )
    app.state.engine = engine
    app.state.settings = settings
    app.state.live = Live(engine.store.feed)
    app.router.routes.append(api_mount(engine, settings))
    app.state.provider = Provider(settings.oidc, settings.base_url) if settings.oidc else None
    app.mount("/static", KeptFiles(), name="static")
    app.include_router(pages_router())
    app.include_router(signing_router())
    add_trouble_pages(app)
    for layer in reversed(around_console(settings, engine.store)):
        app.add_middleware(layer.cls, *layer.args, **layer.kwargs)
    return app
