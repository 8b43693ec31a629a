"""Freezing the documents the engine delivers: the handoff, and the closing summaries."""

from datetime import datetime
from zoneinfo import ZoneInfo

from activities.mail import MailKind
from domain.base.model import AgencyId, EngagementId, EntryId, PersonId
from domain.engagement.records.closing import Handoff
from domain.engagement.state import Engagement
from domain.engagement.views.closing_summary import finished, summary_line
from domain.engagement.views.handoff import handoff
from domain.engagement.views.papers import ClosingSummary
from store.database import Connection
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Streams
from store.mail.mail_repository import Draft, Mails, mail_id_of
from store.queries import load
from store.recording.repositories import Agencies, People

_SQL = load("store.mail", "mail.sql")


class Documents:
    """Reads engagements and freezes what is handed to people."""

    def __init__(self, streams: Streams, mails: Mails, agencies: Agencies, people: People) -> None:
        self._streams = streams
        self._mails = mails
        self._agencies = agencies
        self._people = people

    async def freeze_handoff(
        self, c: Connection, engagement_id: EngagementId, entry_id: EntryId, now: datetime
    ) -> list[str]:
        """One learner's handoff, to the supervisor and that learner; ids of all, new or not."""
        state = await self._state(c, engagement_id)
        said = state.records.get(entry_id)
        if not isinstance(said, Handoff) or said.content is None:
            return []  # disposed of meanwhile: there is nothing left to hand over
        agency, _ = await self._agencies.at(c, state.agency_id)
        people = await self._people.some(c, _named(state))
        ids = []
        for person_id in dict.fromkeys([state.supervisor, *said.about]):
            person = people.get(person_id)
            if person is None or not person.email:
                continue
            content = handoff(state, agency, people, said)
            draft = Draft(MailKind.HANDOFF, person, entry_id, content, engagement_id)
            await self._mails.freeze(c, draft, now)
            ids.append(mail_id_of(MailKind.HANDOFF, person_id, entry_id))
        return ids

    async def freeze_summaries(
        self, c: Connection, agency_id: AgencyId, now: datetime
    ) -> list[str]:
        """One mail per supervisor with ends not yet told of; ids of new ones."""
        await c.execute(_SQL["hold_summaries"], agency_id)
        rows = await c.fetch(_SQL["untold"], agency_id)
        if not rows:
            return []
        agency, _ = await self._agencies.at(c, agency_id)
        ids: dict[PersonId, list[str]] = {}
        told = {row["engagement_id"]: set(row["told"]) for row in rows}
        for row in rows:
            ids.setdefault(row["supervisor"], []).append(row["engagement_id"])
        streams = await self._streams.read_many(c, ENGAGEMENT, (r["engagement_id"] for r in rows))
        states = {one: s.state for one, s in streams.items() if s.state is not None}
        named = (p for state in states.values() for p in _named(state))
        people = await self._people.some(c, [*ids, *named])
        last = {r["recipient"]: r["at"] for r in await c.fetch(_SQL["last_summary"], list(ids))}
        zone = ZoneInfo(agency.settings.time_zone)
        frozen = []
        for supervisor, theirs in ids.items():
            person = people.get(supervisor)
            if person is None or not person.email:
                continue
            since = last.get(supervisor)
            of = [
                (one, learner)
                for one in theirs
                for learner, _ in finished(states[one])
                if learner not in told[one]
            ]
            lines = (summary_line(states[one], people, agency, learner) for one, learner in of)
            content = ClosingSummary(
                agency=agency.settings.name,
                supervisor=person.name,
                since=since.astimezone(zone).date() if since else None,
                until=now.astimezone(zone).date(),
                lines=tuple(line for line in lines if line is not None),
            )
            draft = Draft(MailKind.CLOSING_SUMMARY, person, now.isoformat(), content)
            mail_id = await self._mails.freeze(c, draft, now)
            if mail_id is not None:
                await c.execute(_SQL["summarise"], *map(list, zip(*of, strict=True)), mail_id)
                frozen.append(mail_id)
        return frozen

    async def _state(self, c: Connection, engagement_id: EngagementId) -> Engagement:
        stream = await self._streams.read(c, ENGAGEMENT, engagement_id)
        if stream is None or stream.state is None:
            raise LookupError(engagement_id)
        return stream.state


def _named(state: Engagement) -> list[PersonId]:
    named = [*state.learners, state.supervisor, state.coordinator]
    return [*named, state.coach] if state.coach else named
