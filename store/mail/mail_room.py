"""The mail room (`activities.ports.MailRoom`): freezes what is due, keeps what became of it."""

import os
from collections.abc import Sequence

from activities.mail import FrozenMail
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId
from store.database import Database
from store.mail import digests
from store.mail.digests import Digests
from store.mail.frozen_papers import Documents
from store.mail.mail_repository import Mails


class MailRoom:
    """Every freezing is one transaction per recipient, so one trouble holds up nobody else."""

    def __init__(
        self,
        database: Database,
        mails: Mails,
        digests_: Digests,
        documents: Documents,
        clock: Clock,
    ) -> None:
        self._database = database
        self._mails = mails
        self._digests = digests_
        self._documents = documents
        self._clock = clock
        self._holder = os.urandom(8).hex()

    async def freeze_digests(self) -> Sequence[str]:
        """One digest per (recipient, local date), within working hours; ids of new mails."""
        now = self._clock.now()
        async with self._database.transaction() as c:
            waiting = await digests.recipients(c, now)
        frozen = []
        for recipient in waiting:
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
            ids = await self._documents.freeze_handoff(c, engagement_id, self._clock.now())
            rows = await c.fetch(
                "select mail_id from mail where mail_id = any($1::text[]) and status = 'frozen' "
                "order by mail_id",
                ids,
            )
            return [row["mail_id"] for row in rows]

    async def freeze_summaries(self, agency_id: AgencyId) -> Sequence[str]:
        """A closing summary per supervisor; none where nothing closed since the last."""
        async with self._database.transaction(30) as c:
            return await self._documents.freeze_summaries(c, agency_id, self._clock.now())

    async def unsent(self, limit: int) -> Sequence[str]:
        """Ids of frozen mails neither sent nor refused and in nobody's hand, oldest first."""
        async with self._database.transaction() as c:
            rows = await c.fetch(
                "select mail_id from mail where status = 'frozen' and content is not null "
                "and (claimed_until is null or claimed_until <= clock_timestamp()) "
                "order by frozen_at, mail_id limit $1",
                limit,
            )
            return [row["mail_id"] for row in rows]

    async def claim(self, mail_id: str, seconds: float) -> FrozenMail | None:
        """Take a mail in hand; None if it is not to be sent any more. Raises `MailInHand`."""
        async with self._database.transaction() as c:
            mail = await self._mails.claim(c, mail_id, self._holder, seconds)
            if mail is None:
                # Unreadable for good, or it would be offered for sending for ever.
                await self._mails.settle(c, mail_id, "refused", self._clock.now(), "disposed of")
            return mail

    async def release(self, mail_id: str) -> None:
        """Let go of a mail claimed here and not sent."""
        async with self._database.transaction() as c:
            await self._mails.release(c, mail_id, self._holder)

    async def mark_sent(self, mail_id: str) -> None:
        """The mail server took it."""
        async with self._database.transaction() as c:
            await self._mails.settle(c, mail_id, "sent", self._clock.now())

    async def mark_refused(self, mail_id: str, reason: str) -> None:
        """The mail server refused it for good."""
        async with self._database.transaction() as c:
            await self._mails.settle(c, mail_id, "refused", self._clock.now(), reason)
