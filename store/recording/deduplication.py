"""The only deduplicator: one command id, one body, one result."""

import json
from dataclasses import dataclass

import asyncpg

from domain.base.messages import Command
from domain.base.refusals import Refusal
from store.database import Connection
from store.keys.key_ring import KeyRing


@dataclass(frozen=True)
class First:
    """What the command came to the first time."""

    version: int
    stage: str
    status: str


def fingerprint(ring: KeyRing, stream: str, command: Command) -> bytes:
    """Keyed digest of the command without its time, which differs when it is repeated."""
    said = command.model_dump(mode="json", exclude={"at"})
    text = json.dumps([stream, said], sort_keys=True, separators=(",", ":"))
    return ring.fingerprint(text.encode())


async def find(c: Connection, ring: KeyRing, stream: str, command: Command) -> First | None:
    """The first result; None for a new command. Raises `Refusal("command_id_reused")`."""
    row = await c.fetchrow(
        "select by, fingerprint, version, stage, status from command where command_id = $1",
        command.command_id,
    )
    if row is None:
        return None
    if row["by"] != command.by or row["fingerprint"] != fingerprint(ring, stream, command):
        raise Refusal("command_id_reused")
    return First(row["version"], row["stage"], row["status"])


async def remember(
    c: Connection, ring: KeyRing, stream: str, command: Command, first: First
) -> None:
    """Keep the result. Another stream may have used the id meanwhile: then it is refused."""
    kind, stream_id = stream.split("/", 1)
    try:
        await c.execute(
            "insert into command values ($1, $2, $3, $4, $5, $6, $7, $8)",
            command.command_id,
            command.by,
            fingerprint(ring, stream, command),
            kind,
            stream_id,
            first.version,
            first.stage,
            first.status,
        )
    except asyncpg.UniqueViolationError:
        raise Refusal("command_id_reused") from None
