"""The API as an application of its own, to be mounted: description, troubles, routes."""

import re
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import Mount

from console.api import (
    act_routes,
    agency_routes,
    cohort_routes,
    concern_routes,
    engagement_routes,
    goal_routes,
    instrument_routes,
    model_routes,
    my_routes,
    people_routes,
    practice_routes,
    program_routes,
    skill_routes,
    token_routes,
    webhook_routes,
)
from console.api.act_schemas import schemas
from console.api.bodies import Bodies
from console.api.problems import MEDIA_TYPE, Problem, install
from console.rendering.words import say
from console.settings import ConsoleSettings
from services.connections import Engine

PREFIX = "/api/v1"
_ROUTERS = (
    goal_routes,
    instrument_routes,
    model_routes,
    practice_routes,
    program_routes,
    skill_routes,
    my_routes,
    engagement_routes,
    act_routes,
    concern_routes,
    people_routes,
    cohort_routes,
    agency_routes,
    token_routes,
    webhook_routes,
)


def api_mount(engine: Engine, settings: ConsoleSettings) -> Mount:
    """The API for the routes of a larger application."""
    mount = Mount(PREFIX, app=make_api(engine, settings))
    # Addresses with a line break in them are the API's to refuse, too.
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


def make_api(engine: Engine, settings: ConsoleSettings) -> FastAPI:
    """The API over one engine; `api_mount` puts it in its place."""
    app = FastAPI(
        title=say("api.title"),
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    app.state.engine = engine
    app.state.settings = settings
    for one in _ROUTERS:
        app.include_router(one.router)
    install(app)
    app.add_middleware(Bodies)

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
    return app


def _description(app: FastAPI) -> dict[str, Any]:
    """OpenAPI from the code, with our problems, tokens, and the fields of every act."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        servers=[{"url": PREFIX}],
        separate_input_output_schemas=False,
    )
    parts = made.setdefault("components", {})
    known = parts.setdefault("schemas", {})
    known.pop("HTTPValidationError", None)
    known.pop("ValidationError", None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    known.update(problem.pop("$defs", {}))
    known["Problem"] = problem
    known.update(schemas())
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in made["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            answers.pop("422", None)
            answers["4XX"] = {"description": "Problem", "content": content}
            answers["5XX"] = {"description": "Problem", "content": content}
            operation["security"] = [{"token": []}]
    return made
