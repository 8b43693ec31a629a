"""The only deduplicator: one command id, one body, one result; its rows are a chain."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from domain.base.messages import Command
from domain.base.refusals import Refusal
from store.keys.key_ring import KeyRing
from store.log.ledger import signed


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


def found(row: asyncpg.Record, command: Command, known_by: bytes) -> First | None:
    """The first result, from a row of `open_stream`; None for a new command.

    Raises `Refusal("command_id_reused")`.
    """
    if row["first_by"] is None:
        return None
    if row["first_by"] != command.by or row["first_fingerprint"] != known_by:
        raise Refusal("command_id_reused")
    return First(row["first_version"], row["first_stage"], row["first_status"])


def remembered(
    ring: KeyRing, row: asyncpg.Record, stream: str, command: Command, known_by: bytes, first: First
) -> dict[str, object]:
    """The command's row, for `append`: chained to the last one of its stream."""
    n = row["commands"] + 1
    form = body(command.command_id, command.by, known_by.hex(), first)
    hmac = signed(ring, f"command/{stream}", n, form, row["command_hmac"])
    return {
        "command_id": command.command_id,
        "by": command.by,
        "fingerprint": known_by.hex(),
        "n": n,
        "version": first.version,
        "stage": first.stage,
        "status": first.status,
        "hmac": hmac.hex(),
    }


def body(command_id: str, by: str, known_by: str, first: First) -> Sequence[object]:
    """What the chain of commands covers of a row, in the order of the statement `commands`."""
    return [command_id, by, known_by, first.version, first.stage, first.status]
