"""A document as an answer: typeset beside the loop, since that takes a moment."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

MEDIA_TYPE = "application/pdf"
IN_API: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}
}
"""How OpenAPI is told of it."""


async def pdf(make: Callable[..., bytes], *given: object, name: str) -> Response:
    """What `make` comes to, to be looked at in the browser; `name` is that of the file.

    Raises whatever `make` does.
    """
    content = await asyncio.to_thread(make, *given)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)
