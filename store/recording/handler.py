"""Carrying out one command in a transaction already open: decide, append, project, remember."""

from collections.abc import Sequence

from activities.messages import Recorded
from activities.ports import Clock
from domain.agency.agency import Agency
from domain.base.messages import Event
from domain.base.model import AgencyId
from domain.base.refusals import Refusal
from domain.engagement.commands import EngagementCommand
from domain.engagement.decide import decide
from domain.engagement.duties.owed import duties
from domain.engagement.state import Engagement
from domain.engagement.topics.launch import AssignCoach, AssignSupervisor, LaunchEngagement
from store.database import Connection
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Stream, Streams
from store.projections import owed_work as owed
from store.projections import read_models
from store.recording import deduplication as commands
from store.recording.deduplication import First
from store.recording.repositories import Agencies, People


class CarryingOut:
    """What one transaction does to one locked engagement; nothing here opens a transaction."""

    def __init__(self, streams: Streams, agencies: Agencies, people: People, clock: Clock) -> None:
        self._streams = streams
        self._agencies = agencies
        self._people = people
        self._clock = clock

    async def carry_out(
        self, c: Connection, stream: Stream[Engagement], command: EngagementCommand
    ) -> Recorded:
        """The first result where it was recorded before. Raises `Refusal`, `StaleEpoch`."""
        ring, name = self._streams.ring, f"{ENGAGEMENT.name}/{stream.stream_id}"
        first = await commands.find(c, ring, name, command)
        if first is not None:
            sleep = await owed.sleep_seconds(c, self._clock, stream.stream_id)
            return Recorded(first.version, sleep, first.stage, first.status, repeated=True)
        agency_id = await self._agency_of(c, stream, command)
        agency, agency_version = await self._agencies.at(c, agency_id)
        events: Sequence[Event] = decide(stream.stream_id, stream.state, command, agency)
        news: list[Event] = []
        if events:
            news = await self._streams.append(c, stream, command.command_id, events)
        if stream.state is not None:
            await self._project(c, stream, agency, agency_version, news)
        result = await self.recorded(c, stream)
        await commands.remember(
            c, ring, name, command, First(result.version, result.stage, result.status)
        )
        return result

    async def refresh(self, c: Connection, stream: Stream[Engagement]) -> None:
        """Bring read models and owed work of a locked engagement up to its agency's settings."""
        state = launched(stream)
        agency, version = await self._agencies.at(c, state.agency_id)
        await self._project(c, stream, agency, version, [])

    async def _agency_of(
        self, c: Connection, stream: Stream[Engagement], command: EngagementCommand
    ) -> AgencyId:
        """An engagement belongs to its coordinator's agency; who is named must be known."""
        match command:
            case LaunchEngagement():
                named = [command.coordinator, command.supervisor, *command.learners]
                if command.coach is not None:
                    named.append(command.coach)
                agency_id = await self._people.agency_of(c, named)
                return stream.state.agency_id if stream.state else agency_id
            case AssignCoach():
                await self._people.agency_of(c, [command.coach])
            case AssignSupervisor():
                await self._people.agency_of(c, [command.supervisor])
            case _:
                pass
        return launched(stream).agency_id

    async def _project(
        self,
        c: Connection,
        stream: Stream[Engagement],
        agency: Agency,
        agency_version: int,
        news: Sequence[Event],
    ) -> None:
        state = launched(stream)
        numbered = list(enumerate(news, start=stream.version - len(news) + 1))
        await read_models.write(c, state, agency, stream.version, numbered)
        await owed.sync(c, stream.stream_id, duties(state, agency))
        if stream.agency_version != agency_version:
            stream.agency_version = agency_version
            await c.execute(
                "update stream set agency_version = $2 where kind = 'engagement' and id = $1",
                stream.stream_id,
                agency_version,
            )

    async def recorded(
        self, c: Connection, stream: Stream[Engagement], repeated: bool = False
    ) -> Recorded:
        """How the engagement stands, and until when the engine may sleep."""
        state = launched(stream)
        sleep = await owed.sleep_seconds(c, self._clock, stream.stream_id)
        return Recorded(stream.version, sleep, state.stage.value, state.status.value, repeated)


def launched(stream: Stream[Engagement]) -> Engagement:
    """Raises `Refusal("unknown_engagement")` where nothing is recorded yet."""
    if stream.state is None:
        raise Refusal("unknown_engagement")
    return stream.state
