"""The mail room (`activities.ports.MailRoom`): freezes what is due, keeps what became of it."""

import os
from collections.abc import Sequence
from datetime import timedelta

from activities.mail import FrozenMail
from activities.ports import Clock, MailInHand
from domain.base.model import AgencyId, EngagementId
from store.database import Connection, Database
from store.keys.sealing import KeyGone
from store.mail.digests import Digests
from store.mail.frozen_papers import Documents
from store.mail.mail_repository import Mails
from store.queries import load

_SQL = load("store.mail", "mail.sql")


class MailRoom:
    """Every freezing is one transaction per recipient, so one trouble holds up nobody else."""

    def __init__(
        self,
        database: Database,
        mails: Mails,
        digests: Digests,
        documents: Documents,
        clock: Clock,
    ) -> None:
        self._database = database
        self._mails = mails
        self._digests = digests
        self._documents = documents
        self._clock = clock
        self._holder = os.urandom(8).hex()

    async def freeze_digests(self) -> Sequence[str]:
        """One digest per (recipient, local date), within working hours; ids of new mails."""
        now = self._clock.now()
        frozen = []
        for recipient in await self._digests.recipients(self._database, now):
            async with self._database.transaction() as c:
                mail_id = await self._digests.freeze(c, recipient, now)
                if mail_id is not None:
                    frozen.append(mail_id)
        return frozen

    async def freeze_handoff(self, engagement_id: EngagementId, key: str) -> Sequence[str]:
        """The handoff's mails; ids of those still to send. `key` names the duty it discharges.

        At any hour: it answers an act, and is waited for. Only reminders keep working hours.
        """
        async with self._database.transaction() as c:
            entry_id = key.partition("|")[0].partition("/")[2]
            now = self._clock.now()
            ids = await self._documents.freeze_handoff(c, engagement_id, entry_id, now)
            return [row["mail_id"] for row in await c.fetch(_SQL["still_frozen"], ids)]

    async def freeze_summaries(self, agency_id: AgencyId) -> Sequence[str]:
        """A closing summary per supervisor; none where nothing closed since the last."""
        async with self._database.transaction(30) as c:
            return await self._documents.freeze_summaries(c, agency_id, self._clock.now())

    async def unsent(self, limit: int) -> Sequence[str]:
        """Ids of frozen mails neither sent nor refused and claimed by nobody, oldest first."""
        return [row["mail_id"] for row in await self._database.fetch(_SQL["unsent"], limit)]

    async def claim(self, mail_id: str, seconds: float) -> FrozenMail | None:
        """Claim a mail; None if it is not to be sent any more. Raises `MailInHand`.

        The row's lock makes of two that come at once one that waits and loses.
        """
        async with self._database.transaction() as c:
            held = timedelta(seconds=seconds)
            row = await c.fetchrow(_SQL["claim"], mail_id, self._holder, held)
            if row is None:
                if await c.fetchval(_SQL["in_hand"], mail_id):
                    raise MailInHand(mail_id)
            else:
                try:
                    return await self._mails.opened(c, mail_id, row["recipient"], row["content"])
                except KeyGone:
                    pass
            # Unreadable for good, or it would be offered for sending for ever.
            await self._settle(c, mail_id, "refused", "disposed of")
            return None

    async def release(self, mail_id: str) -> None:
        """Let go of a mail claimed here and not sent."""
        await self._database.fetch(_SQL["release"], mail_id, self._holder)

    async def mark_sent(self, mail_id: str) -> None:
        """The mail server took it."""
        async with self._database.transaction() as c:
            await self._settle(c, mail_id, "sent")

    async def mark_refused(self, mail_id: str, reason: str) -> None:
        """The mail server refused it for good."""
        async with self._database.transaction() as c:
            await self._settle(c, mail_id, "refused", reason)

    async def _settle(
        self, c: Connection, mail_id: str, status: str, reason: str | None = None
    ) -> None:
        recipient = await c.fetchval(_SQL["recipient"], mail_id)
        if recipient is None:
            return
        sealed = None
        if reason is not None:
            sealed = await self._mails.sealed_reason(c, mail_id, recipient, reason)
        await c.execute(_SQL["settle"], mail_id, status, self._clock.now(), sealed)
