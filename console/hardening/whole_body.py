"""A request's body read whole within a bound, and handed on as it came, or read off unlooked at."""

import asyncio

from starlette.types import Message, Receive

_UNWANTED_BYTES = 1_000_000
_UNWANTED_SECONDS = 2.0


async def read_whole(receive: Receive, most: int) -> bytes | None:
    """The whole body; None where it is larger than `most` bytes."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        part: bytes = message.get("body", b"")
        more = message.get("more_body", False)
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


async def read_off(receive: Receive) -> None:
    """Take in what is still being sent, within bounds, before it is refused.

    A web server in front that is answered while it sends lets go of the answer with the rest.
    """
    try:
        async with asyncio.timeout(_UNWANTED_SECONDS):
            await read_whole(receive, _UNWANTED_BYTES)
    except TimeoutError:
        pass


def once_more(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes."""
    given = False

    async def received() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
