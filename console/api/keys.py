"""The `Idempotency-Key`: the id of the command, so that a repeat is recorded once at most."""

from typing import Annotated

from fastapi import Header

PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$"

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=PATTERN,
        description="Names this one act; send the same key when you repeat it.",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="An `ETag` that was read before: refused (412) where something changed since.",
    ),
]
