"""Freezing the documents the engine delivers: the handoff, and the closing summaries."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from activities.mail import MailKind
from domain.agency.agency import Agency
from domain.base.model import AgencyId, EngagementId, PersonId
from domain.engagement.state import Engagement
from domain.engagement.views.closing_summary import summary_line
from domain.engagement.views.handoff import handoff
from domain.engagement.views.papers import ClosingSummary
from domain.person.person import Person
from store.database import Connection
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Streams
from store.mail.mail_repository import Draft, Mails, mail_id_of
from store.recording.repositories import Agencies, People


class Documents:
    """Reads engagements and freezes what is handed to people."""

    def __init__(self, streams: Streams, mails: Mails, agencies: Agencies, people: People) -> None:
        self._streams = streams
        self._mails = mails
        self._agencies = agencies
        self._people = people

    async def freeze_handoff(
        self, c: Connection, engagement_id: EngagementId, now: datetime
    ) -> list[str]:
        """One mail each to supervisor and learners; ids of all of them, new or not."""
        state = await self._state(c, engagement_id)
        if state.closing.handoff is None:
            return []  # disposed of meanwhile: there is nothing left to hand over
        agency, _ = await self._agencies.at(c, state.agency_id)
        people = await self._people_of(c, state)
        ids = []
        for person_id in dict.fromkeys([state.supervisor, *state.active_learners]):
            person = people.get(person_id)
            if person is None or not person.email:
                continue
            content = handoff(state, agency, people)
            draft = Draft(MailKind.HANDOFF, person, engagement_id, content, engagement_id)
            await self._mails.freeze(c, draft, now)
            ids.append(mail_id_of(MailKind.HANDOFF, person_id, engagement_id))
        return ids

    async def freeze_summaries(
        self, c: Connection, agency_id: AgencyId, now: datetime
    ) -> list[str]:
        """One mail per supervisor with engagements closed and not yet told of; ids of new ones."""
        # Two rounds at once must not both tell of the same engagement.
        await c.execute("select pg_advisory_xact_lock(hashtextextended($1, 1))", agency_id)
        agency, _ = await self._agencies.at(c, agency_id)
        rows = await c.fetch(
            """
            select supervisor, array_agg(engagement_id order by closed_at, engagement_id) as ids
            from overview o where agency_id = $1 and closed_at is not null and not exists (
                select from summarised s where s.engagement_id = o.engagement_id)
            group by supervisor order by supervisor
            """,
            agency_id,
        )
        frozen = [
            await self._freeze_summary(c, agency, row["supervisor"], row["ids"], now)
            for row in rows
        ]
        return [mail_id for mail_id in frozen if mail_id is not None]

    async def _freeze_summary(
        self, c: Connection, agency: Agency, supervisor: PersonId, ids: list[str], now: datetime
    ) -> str | None:
        known = await self._people.some(c, [supervisor])
        person = known.get(supervisor)
        if person is None or not person.email:
            return None
        lines = []
        for engagement_id in ids:
            state = await self._state(c, engagement_id)
            lines.append(summary_line(state, await self._people_of(c, state), agency))
        zone = ZoneInfo(agency.settings.time_zone)
        content = ClosingSummary(
            agency=agency.settings.name,
            supervisor=person.name,
            since=await _last_summary(c, supervisor, zone),
            until=now.astimezone(zone).date(),
            lines=tuple(lines),
        )
        draft = Draft(MailKind.CLOSING_SUMMARY, person, now.isoformat(), content)
        mail_id = await self._mails.freeze(c, draft, now)
        if mail_id is not None:
            await c.executemany(
                "insert into summarised (engagement_id, mail_id) values ($1, $2)",
                [(engagement_id, mail_id) for engagement_id in ids],
            )
        return mail_id

    async def _state(self, c: Connection, engagement_id: EngagementId) -> Engagement:
        stream = await self._streams.read(c, ENGAGEMENT, engagement_id)
        if stream is None or stream.state is None:
            raise LookupError(engagement_id)
        return stream.state

    async def _people_of(self, c: Connection, state: Engagement) -> dict[PersonId, Person]:
        named = [*state.learners, state.supervisor, state.coordinator]
        return await self._people.some(c, [*named, state.coach] if state.coach else named)


async def _last_summary(c: Connection, supervisor: PersonId, zone: ZoneInfo) -> date | None:
    last: datetime | None = await c.fetchval(
        "select max(frozen_at) from mail where kind = 'closing_summary' and recipient = $1",
        supervisor,
    )
    return None if last is None else last.astimezone(zone).date()
