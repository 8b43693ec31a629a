"""Signed heads in files outside the database: what the log can be held to later.

Beside the newest file lies a folder, `heads-by-day`, with a copy of each of the last thirty days.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.keys.key_ring import KeyRing
from store.whole_file import write_whole

COPIES = 30
"""Days of which a copy is kept."""


class HeadsForged(Exception):
    """The heads file was changed, or was signed with another key."""


@dataclass(frozen=True)
class Head:
    """How far a stream had come, and the chain's HMAC there."""

    version: int
    hmac: str


def save(path: Path, ring: KeyRing, heads: dict[str, Head], at: datetime) -> None:
    """One JSON line per stream, then the signature over all; the day's copy, then the newest."""
    lines = [
        json.dumps({"stream": stream, "version": head.version, "hmac": head.hmac})
        for stream, head in heads.items()
    ]
    closing = {"streams": len(heads), "at": at.isoformat()}
    text = "\n".join([*lines, json.dumps(closing)])
    signature = json.dumps({"signature": ring.sign_heads(text.encode()).hex()})
    whole = f"{text}\n{signature}\n".encode()
    folder = path.with_name(f"{path.stem}-by-day")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # What was signed is replaced, never written over.
    write_whole(folder / f"{at.date().isoformat()}.jsonl", whole)
    write_whole(path, whole)
    for old in sorted(folder.glob("[0-9]*.jsonl"))[:-COPIES]:
        old.unlink(missing_ok=True)


def existing(path: Path) -> Path | None:
    """`path`, if anything was signed there before."""
    return path if path.exists() else None


def load(path: Path, ring: KeyRing) -> dict[str, Head]:
    """The signed heads of a file. Raises `HeadsForged`, `FileNotFoundError`."""
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
