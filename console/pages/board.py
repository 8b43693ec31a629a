"""The coordinator's board: columns with counts, a list that is filtered, searched and sorted."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse

from console.depends import EngineOf, SignedIn
from console.rendering.render import page
from services.coordinating.board import Ask, board, columns
from store.personal.board_reading import ORDERS

router = APIRouter()
_YES = "yes"


@router.get("/board", name="board")
async def shown(request: Request, engine: EngineOf, visitor: SignedIn) -> HTMLResponse:
    """What is asked for stands in the address, so that it can be kept and shared."""
    ask = _asked(request.query_params)
    found = await board(engine, visitor.person, ask)
    return page(
        request,
        "board.html",
        ask=ask,
        board=found,
        columns=await columns(engine, visitor.person),
        orders=ORDERS,
        address=lambda **changes: _address(request.query_params, changes),
    )


def _asked(query: QueryParams) -> Ask:
    def text(name: str) -> str:
        return query.get(name, "")

    return Ask(
        place=text("place"),
        status=text("status"),
        at_risk=text("at_risk") == _YES,
        overdue=text("overdue") == _YES,
        cohort=text("cohort"),
        coach=text("coach"),
        supervisor=text("supervisor"),
        mine=text("mine") == _YES,
        name=text("name"),
        order=text("order") or "launched",
        cursor=text("cursor"),
    )


def _address(query: QueryParams, changes: dict[str, str]) -> str:
    """The board with other filters; the list begins anew unless a cursor is given."""
    values = {**dict(query), "cursor": "", **changes}
    said = urlencode({name: value for name, value in values.items() if value})
    return f"/board?{said}" if said else "/board"
