"""What went wrong, as a page that says so and what to do."""

from urllib.parse import quote

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from activities.ports import StoreUnavailable
from console.away import away
from console.depends import NotSignedIn
from console.rendering.render import page
from console.rendering.words import say
from domain.base.refusals import Refusal
from domain.words import say_refusal
from services.troubles import NotFound, Trouble


def add_trouble_pages(app: FastAPI) -> None:
    """Every trouble that a page does not deal with itself has a page of its own."""

    @app.exception_handler(NotSignedIn)
    async def not_signed_in(request: Request, _: Exception) -> Response:
        """To signing in, and back to where they wanted to go."""
        wanted = request.url.path
        if request.method == "GET" and request.url.query:
            wanted = f"{wanted}?{request.url.query}"
        to = f"/sign-in?to={quote(wanted)}"
        if request.headers.get("HX-Request") == "true":
            # A part of a page would otherwise be filled with the page for signing in.
            return Response(status_code=401, headers={"HX-Redirect": to})
        return RedirectResponse(to, status_code=303)

    @app.exception_handler(Trouble)
    async def trouble(request: Request, error: Exception) -> Response:
        status = 404 if isinstance(error, NotFound) else 422
        what, remedy = (error.what, error.remedy) if isinstance(error, Trouble) else ("", "")
        return _page(request, status, what, remedy)

    @app.exception_handler(Refusal)
    async def refusal(request: Request, error: Exception) -> Response:
        said = say_refusal(error.code, error.facts) if isinstance(error, Refusal) else ""
        return _page(request, 422, said)

    @app.exception_handler(StoreUnavailable)
    async def unavailable(request: Request, _: Exception) -> Response:
        return await away(request)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return _page(request, status, say("trouble.no_page"))

    @app.exception_handler(Exception)
    async def fault(request: Request, _: Exception) -> Response:
        return _page(request, 500, say("trouble.fault"))


def _page(request: Request, status: int, what: str, remedy: str = "") -> Response:
    said = what[:1].upper() + what[1:]
    said = said if said.endswith((".", "!", "?")) else f"{said}."
    return page(request, "trouble.html", status=status, what=said, remedy=remedy)
