"""The console put together: middleware, pages, API and static files over one engine."""

from fastapi import FastAPI

from console.settings import ConsoleSettings
from services.connections import Engine


def make_console(engine: Engine, settings: ConsoleSettings) -> FastAPI:
    """The application. Whoever makes it opens and closes the engine."""
    app = FastAPI(title="Coaching engagements", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.engine = engine
    app.state.settings = settings
    return app
