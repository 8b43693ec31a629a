"""Keeps what is being typed: by itself while one types, or by a button where nothing runs."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from console.depends import EngineOf, SignedIn
from console.forms.posted import posted_of
from console.pages.conversation import TYPED_HERE
from services.acting import drafts

router = APIRouter()
_ABOUT, _THEN = "draft_about", "then"
_NOT_TYPED = frozenset({"command_id", "seen", "said_so", "sure", "more", "discard", _ABOUT, _THEN})
"""What a form carries along; a draft that is taken up later has its own."""


@router.post("/engagements/{engagement_id}/draft/{kind}", name="draft")
async def keep(
    request: Request, engagement_id: str, kind: str, engine: EngineOf, visitor: SignedIn
) -> Response:
    """Keep it, or with `discard` forget it. A script is answered with nothing, a person with the
    form."""
    posted = posted_of(await request.form(max_fields=2000))
    about, then = ((posted.get(name) or [""])[-1] for name in (_ABOUT, _THEN))
    discard = bool(posted.get("discard"))
    if discard:
        await drafts.discard(engine, visitor.person, engagement_id, kind, about)
    else:
        typed = {
            name: values
            for name, values in posted.items()
            if name not in _NOT_TYPED and not name.startswith("known.") and any(values)
        }
        await drafts.save(engine, visitor.person, engagement_id, kind, typed, about)
    if request.headers.get("X-Draft"):
        return Response(status_code=204)
    said = {"draft": "gone" if discard else "kept", _ABOUT: about, _THEN: then}
    query = urlencode({name: value for name, value in said.items() if value})
    back = then if kind in TYPED_HERE and then == "conversation" else f"act/{kind}"
    return RedirectResponse(f"/engagements/{engagement_id}/{back}?{query}", status_code=303)
