"""Frozen mails as rows: sealed with the recipient's key until they are sent."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

import asyncpg

from activities.mail import FrozenMail, MailKind
from domain.engagement.views.papers import ClosingSummary, Digest, Handoff
from domain.person.person import Person
from store.database import Connection, Source
from store.keys.data_keys import DataKeys
from store.keys.sealing import SHARED, KeyGone
from store.log.stream_kinds import PERSON
from store.queries import load

_MAILS = UUID("0d1c7a52-6a0e-5a4e-8f4e-3c1f0a7d9b02")
_SQL = load("store.mail", "mail.sql")


def mail_id_of(kind: MailKind, recipient: str, occasion: str) -> str:
    """One mail per kind, recipient and occasion, so its id is always the same."""
    return str(uuid5(_MAILS, f"{kind.value}|{recipient}|{occasion}"))


@dataclass(frozen=True)
class Draft:
    """A mail about to be frozen; `occasion` is what there is only one such mail for."""

    kind: MailKind
    person: Person
    occasion: str
    content: Digest | Handoff | ClosingSummary
    engagement_id: str | None = None


class Mails:
    """Freezes and opens. `domain` is the right-hand side of every Message-ID."""

    def __init__(self, keys: DataKeys, domain: str) -> None:
        self._keys = keys
        self._domain = domain

    async def freeze(self, c: Connection, draft: Draft, at: datetime) -> str | None:
        """The new mail's id; None where that mail was frozen before."""
        person = draft.person
        mail_id = mail_id_of(draft.kind, person.person_id, draft.occasion)
        message_id = f"<{mail_id}@{self._domain}>"
        mail = FrozenMail(
            mail_id=mail_id,
            kind=draft.kind,
            recipient=person.person_id,
            name=person.name,
            address=person.email,
            time_zone=person.time_zone,
            message_id=message_id,
            frozen_at=at,
            content=draft.content,
        )
        keys = await self._keys.of(c, PERSON.name, person.person_id, SHARED)
        new: str | None = await c.fetchval(
            _SQL["freeze"],
            mail_id,
            draft.kind.value,
            person.person_id,
            person.agency_id,
            draft.occasion,
            draft.engagement_id,
            message_id,
            at,
            keys.seal_blob(mail.model_dump_json().encode(), f"mail/{mail_id}"),
        )
        return new

    async def opened(self, c: Source, mail_id: str, recipient: str, sealed: bytes) -> FrozenMail:
        """A frozen mail. Raises `KeyGone` where its recipient's key was destroyed."""
        keys = await self._keys.of(c, PERSON.name, recipient)
        return FrozenMail.model_validate_json(keys.open_blob(sealed, f"mail/{mail_id}"))

    async def sealed_reason(self, c: Source, mail_id: str, recipient: str, reason: str) -> bytes:
        """Why a mail was refused, sealed: servers quote addresses."""
        keys = await self._keys.of(c, PERSON.name, recipient, SHARED)
        return keys.seal_blob(json.dumps(reason).encode(), f"reason/{mail_id}")

    async def reasons(self, c: Source, rows: Sequence[asyncpg.Record]) -> dict[str, str]:
        """Why each mail was refused; empty where it was not, or where the key is gone."""
        found = {row["mail_id"]: "" for row in rows}
        refused = [row for row in rows if row["reason"] is not None]
        if not refused:
            return found
        keys = await self._keys.of_many(c, PERSON.name, (row["recipient"] for row in refused))
        for row in refused:
            with suppress(KeyGone):
                plain = keys[row["recipient"]].open_blob(row["reason"], f"reason/{row['mail_id']}")
                found[row["mail_id"]] = str(json.loads(plain))
        return found
