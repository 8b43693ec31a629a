"""Pages made of templates."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from console.rendering import moments
from console.rendering.addresses import act_address
from console.rendering.assets import asset
from console.rendering.menu import menu
from console.rendering.words import say
from console.visitor import Visitor
from services.acts import act_words
from services.acts.questions import Takes

_UTC = ZoneInfo("UTC")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "_": say,
        "asset": asset,
        "Takes": Takes,
        "act_words": act_words,
        "act_address": act_address,
    }
    return made


def has_template(name: str) -> bool:
    """Whether there is a template of this name."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(_environment().list_templates())


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> HTMLResponse:
    """A page, with what every page knows: who looks at it, where they are, days in their zone."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    zone = visitor.person.zone if visitor else _UTC
    known = {
        "visitor": visitor,
        "path": request.url.path,
        "partial": request.headers.get("HX-Request") == "true",
        "notice": None,
        "menu": menu(getattr(request.state, "standing", None)),
        "day": lambda value: moments.day(value, zone),
        "short": lambda value: moments.short(value, zone),
        "moment": lambda value: moments.moment(value, zone),
        "for_input": lambda value: moments.for_input(value, zone),
    }
    text = _environment().get_template(template).render(known | facts)
    return HTMLResponse(text, status_code=status, headers=headers)
