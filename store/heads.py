"""Signed heads in a file outside the database: what the log can be held to later."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.database import Connection
from store.key_ring import KeyRing


class HeadsForged(Exception):
    """The heads file was changed, or was signed with another key."""


@dataclass(frozen=True)
class Head:
    """How far a stream had come, and the chain's HMAC there."""

    version: int
    hmac: str


async def read_heads(c: Connection) -> dict[str, Head]:
    """The last event of every stream, by `kind/id`, from the events themselves."""
    rows = await c.fetch(
        "select distinct on (stream_kind, stream_id) stream_kind, stream_id, version, hmac "
        "from event order by stream_kind, stream_id, version desc"
    )
    return {
        f"{row['stream_kind']}/{row['stream_id']}": Head(row["version"], row["hmac"].hex())
        for row in rows
    }


def save(path: Path, ring: KeyRing, heads: dict[str, Head], at: datetime) -> None:
    """One JSON line per stream, then the signature over all; written whole or not at all."""
    lines = [
        json.dumps({"stream": stream, "version": head.version, "hmac": head.hmac})
        for stream, head in heads.items()
    ]
    closing = {"streams": len(heads), "at": at.isoformat()}
    text = "\n".join([*lines, json.dumps(closing)])
    signature = json.dumps({"signature": ring.sign_heads(text.encode()).hex()})
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(f"{text}\n{signature}\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(path: Path, ring: KeyRing) -> dict[str, Head]:
    """Raises `HeadsForged`, `FileNotFoundError`."""
    text, _, last = path.read_text(encoding="utf-8").rstrip("\n").rpartition("\n")
    try:
        signature = json.loads(last)["signature"]
        if ring.sign_heads(text.encode()).hex() != signature:
            raise HeadsForged(str(path))
        *lines, closing = [json.loads(line) for line in text.split("\n")]
        heads = {line["stream"]: Head(line["version"], line["hmac"]) for line in lines}
    except (KeyError, TypeError, ValueError):
        raise HeadsForged(str(path)) from None
    if closing["streams"] != len(heads):
        raise HeadsForged(str(path))
    return heads
