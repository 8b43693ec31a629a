"""Daily digests: one mail per person and local date, over every engagement."""

from datetime import datetime

import asyncpg

from activities.mail import MailKind
from domain.calendar.working_time import may_write
from domain.engagement.duties.duty import How
from domain.engagement.views.papers import Digest, DigestLine
from domain.person.person import Person
from store.database import Connection
from store.mail.mail_repository import Draft, Mails
from store.recording.repositories import Agencies, People

_DUE = "how in ('remind', 'escalate') and due <= $1"


async def recipients(c: Connection, now: datetime) -> list[str]:
    """Who has a reminder due."""
    rows = await c.fetch(f"select distinct recipient from open_work where {_DUE} order by 1", now)
    return [row["recipient"] for row in rows]


class Digests:
    """Freezes one recipient's digest at a time."""

    def __init__(self, mails: Mails, agencies: Agencies, people: People) -> None:
        self._mails = mails
        self._agencies = agencies
        self._people = people

    async def freeze(self, c: Connection, recipient: str, now: datetime) -> str | None:
        """The mail's id; None where nothing may or need be sent now."""
        person = (await self._people.some(c, [recipient])).get(recipient)
        if person is None or not person.email:
            return None
        agency, _ = await self._agencies.at(c, person.agency_id)
        if not may_write(now, person, agency.settings):
            return None
        rows = await c.fetch(
            f"select engagement_id, what, due, how from open_work where {_DUE} "
            "and recipient = $2 order by due, engagement_id, what",
            now,
            recipient,
        )
        if not rows:
            return None
        mail_id = await self._mails.freeze(c, _draft(person, rows, now), now)
        if mail_id is None:
            return None  # today's digest is frozen already; these wait for tomorrow's
        await c.executemany(
            """
            insert into discharge (engagement_id, what, due, recipient, how, mail_id, at)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """,
            [
                (r["engagement_id"], r["what"], r["due"], recipient, r["how"], mail_id, now)
                for r in rows
            ],
        )
        return mail_id


def _draft(person: Person, rows: list[asyncpg.Record], now: datetime) -> Draft:
    local_date = now.astimezone(person.zone).date()
    lines = tuple(
        DigestLine(
            what=row["what"],
            engagement_id=row["engagement_id"],
            reference=row["engagement_id"][:8],
            due=row["due"],
            escalated=row["how"] == How.ESCALATE.value,
        )
        for row in rows
    )
    digest = Digest(name=person.name, local_date=local_date, lines=lines)
    return Draft(MailKind.DIGEST, person, local_date.isoformat(), digest)
