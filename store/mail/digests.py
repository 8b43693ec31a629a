"""Daily digests: one mail per person and local date, over every engagement."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from activities.mail import MailKind
from domain.base.model import PersonId
from domain.calendar.working_time import may_write
from domain.engagement.duties.duty import How
from domain.engagement.views.papers import Digest, DigestLine
from domain.person.person import Person
from store.database import Connection, Source
from store.mail.mail_repository import Draft, Mails
from store.queries import load
from store.recording.repositories import Agencies, People

_SQL = load("store.mail", "mail.sql")


class Digests:
    """Freezes one recipient's digest at a time."""

    def __init__(self, mails: Mails, agencies: Agencies, people: People) -> None:
        self._mails = mails
        self._agencies = agencies
        self._people = people

    async def recipients(self, c: Source, now: datetime) -> list[str]:
        """Who has a reminder due, may be written to now, and got no digest yet today."""
        rows = await c.fetch(_SQL["to_be_told"], now)
        pressing = {row["recipient"]: bool(row["pressing"]) for row in rows}
        people = await self._people.some(c, pressing)
        agencies = await self._agencies.some(c, (p.agency_id for p in people.values()))
        open_now = {
            person.person_id: _local_date(person, now)
            for person in people.values()
            if person.email
            and person.agency_id in agencies
            and may_write(
                now,
                person,
                agencies[person.agency_id].settings,
                pressing=pressing[person.person_id],
            )
        }
        if not open_now:
            return []
        days = sorted(set(open_now.values()))
        got = {
            (row["recipient"], row["occasion"])
            for row in await c.fetch(_SQL["digested"], list(open_now), days)
        }
        return [one for one, day in open_now.items() if (one, day) not in got]

    async def freeze(self, c: Connection, recipient: str, now: datetime) -> str | None:
        """The mail's id; None where nothing need be sent now."""
        person = (await self._people.some(c, [recipient])).get(recipient)
        if person is None or not person.email:
            return None  # disposed of meanwhile
        rows = await c.fetch(_SQL["to_tell"], now, recipient)
        if not rows:
            return None
        named = {one for row in rows for one in row["learners"] or () if one != recipient}
        names = {k: p.name for k, p in (await self._people.some(c, named)).items()}
        mail_id = await self._mails.freeze(c, _draft(person, rows, names, now), now)
        if mail_id is None:
            return None  # today's digest is frozen already; these wait for tomorrow's
        columns = [[row[name] for row in rows] for name in ("engagement_id", "what", "due", "how")]
        await c.execute(_SQL["tell"], recipient, mail_id, now, *columns)
        return mail_id


def _learners(
    person: Person, learners: Sequence[PersonId] | None, names: Mapping[PersonId, str]
) -> str | None:
    """Who is coached, for a recipient with a part in it who does not know it as their own."""
    if learners is None or person.person_id in learners:
        return None
    return " and ".join(names[one] for one in learners if one in names)[:200] or None


def _local_date(person: Person, now: datetime) -> str:
    return now.astimezone(person.zone).date().isoformat()


def _draft(
    person: Person, rows: Sequence[asyncpg.Record], names: Mapping[PersonId, str], now: datetime
) -> Draft:
    lines = tuple(
        DigestLine(
            what=row["what"],
            engagement_id=row["engagement_id"],
            reference=row["engagement_id"][:8],
            learner=_learners(person, row["learners"], names),
            due=row["due"],
            escalated=row["how"] == How.ESCALATE.value,
        )
        for row in rows
    )
    local_date = now.astimezone(person.zone).date()
    digest = Digest(name=person.name, local_date=local_date, lines=lines)
    return Draft(MailKind.DIGEST, person, _local_date(person, now), digest)
