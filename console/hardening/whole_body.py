"""A request's body read whole within a bound, and handed on as it came."""

from starlette.types import Message, Receive


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
