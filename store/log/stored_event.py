"""An event as a row: what the hash chain covers, and how it becomes a domain event and back."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg

from domain.base.confidential import dump
from domain.base.messages import Event
from store.keys.key_ring import KeyRing
from store.keys.sealing import StreamKeys, subject_of
from store.log.stream_kinds import StreamKind


@dataclass(frozen=True)
class StoredEvent:
    """One row of `event`, confidential fields sealed; `xid` is its transaction, as text."""

    stream_kind: str
    stream_id: str
    version: int
    position: int
    xid: str
    restore_epoch: int
    engine_epoch: int
    kind: str
    v: int
    at: datetime
    by: str
    role: str
    via: str
    command_id: str
    body: dict[str, Any]
    hmac: bytes = b""

    @classmethod
    def of(cls, row: asyncpg.Record) -> "StoredEvent":
        """From a row of all its columns."""
        return cls(**dict(row))

    def chained(self, ring: KeyRing, previous: bytes, version: int | None = None) -> bytes:
        """The HMAC this row must carry after `previous` (or would at another `version`)."""
        form = [
            self.stream_kind,
            self.stream_id,
            self.version if version is None else version,
            self.position,
            self.xid,
            self.restore_epoch,
            self.engine_epoch,
            self.kind,
            self.v,
            self.at.astimezone(UTC).isoformat(),
            self.by,
            self.role,
            self.via,
            self.command_id,
            self.body,
        ]
        text = json.dumps(form, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return ring.sign_event(previous, text.encode())

    def row(self, hmac: bytes) -> dict[str, Any]:
        """What is particular to it among the events of one transaction, for `append`."""
        return {
            "version": self.version,
            "position": self.position,
            "kind": self.kind,
            "v": self.v,
            "at": self.at.isoformat(),
            "by": self.by,
            "role": self.role,
            "via": self.via,
            "command_id": self.command_id,
            "body": self.body,
            "hmac": hmac.hex(),
        }

    def opened(self, kind: StreamKind[Any], keys: StreamKeys) -> Event:
        """The domain event, unsealed as far as keys remain."""
        body = keys.unseal(self.body)
        head = {"kind": self.kind, "at": self.at, "by": self.by, "role": self.role, "via": self.via}
        return kind.parse(self.kind, self.v, {**body, **head})


def sealed_body(event: Event, keys: StreamKeys) -> dict[str, Any]:
    """The event's own fields, marked ones sealed; what has columns is left out."""
    subject = subject_of(event)
    body = dump(event, lambda value, mark: keys.seal_field(value, mark, subject))
    return {name: body[name] for name in body if name not in ("kind", "at", "by", "role", "via")}


def kind_of(event: Event) -> str:
    """The event's wire name."""
    return str(type(event).model_fields["kind"].default)
