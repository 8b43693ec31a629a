"""Frozen mails as rows: sealed with the recipient's key until they are sent."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from activities.mail import FrozenMail, MailKind
from activities.ports import MailInHand
from domain.engagement.views.papers import ClosingSummary, Digest, Handoff
from domain.person.person import Person
from store.database import Connection
from store.keys.data_keys import DataKeys
from store.keys.sealing import SHARED, KeyGone
from store.log.stream_kinds import PERSON

_MAILS = UUID("0d1c7a52-6a0e-5a4e-8f4e-3c1f0a7d9b02")
_INSERT = """
insert into mail (mail_id, kind, recipient, agency_id, occasion, engagement_id, message_id,
                  frozen_at, content)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning mail_id
"""
# By PostgreSQL's clock: the senders' clocks may differ.
_CLAIM = """
update mail set claimed_by = $2, claimed_until = clock_timestamp() + $3
where mail_id = $1 and status = 'frozen' and content is not null
  and (claimed_until is null or claimed_until <= clock_timestamp())
returning recipient, content
"""
_FROZEN = "select true from mail where mail_id = $1 and status = 'frozen' and content is not null"


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
    """Freezes, reads and settles. `domain` is the right-hand side of every Message-ID."""

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
            _INSERT,
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

    async def claim(
        self, c: Connection, mail_id: str, holder: str, seconds: float
    ) -> FrozenMail | None:
        """The mail, `holder`'s for so long; None if settled, or if its recipient's key is gone.

        Raises `MailInHand`. The row's lock makes of two that come at once one that waits and loses.
        """
        row = await c.fetchrow(_CLAIM, mail_id, holder, timedelta(seconds=seconds))
        if row is None:
            if await c.fetchval(_FROZEN, mail_id):
                raise MailInHand(mail_id)
            return None
        keys = await self._keys.of(c, PERSON.name, row["recipient"])
        try:
            return FrozenMail.model_validate_json(keys.open_blob(row["content"], f"mail/{mail_id}"))
        except KeyGone:
            return None

    async def release(self, c: Connection, mail_id: str, holder: str) -> None:
        """Let go of `holder`'s claim; another's stands."""
        await c.execute(
            "update mail set claimed_by = null, claimed_until = null "
            "where mail_id = $1 and claimed_by = $2",
            mail_id,
            holder,
        )

    async def settle(
        self, c: Connection, mail_id: str, status: str, at: datetime, reason: str | None = None
    ) -> None:
        """Sent or refused, once; its content is not kept after that."""
        recipient = await c.fetchval(
            "select recipient from mail where mail_id = $1 and status = 'frozen'", mail_id
        )
        if recipient is None:
            return
        sealed = None
        if reason is not None:
            keys = await self._keys.of(c, PERSON.name, recipient, SHARED)
            sealed = keys.seal_blob(json.dumps(reason).encode(), f"reason/{mail_id}")
        await c.execute(
            "update mail set status = $2, settled_at = $3, reason = $4, content = null, "
            "claimed_by = null, claimed_until = null "
            "where mail_id = $1 and status = 'frozen'",
            mail_id,
            status,
            at,
            sealed,
        )

    async def reason(
        self, c: Connection, mail_id: str, recipient: str, sealed: bytes | None
    ) -> str:
        """Why it was refused; empty where it was not, or where the key is gone."""
        if sealed is None:
            return ""
        keys = await self._keys.of(c, PERSON.name, recipient)
        try:
            return str(json.loads(keys.open_blob(sealed, f"reason/{mail_id}")))
        except KeyGone:
            return ""
