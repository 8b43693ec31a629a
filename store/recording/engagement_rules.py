"""What an engagement's stream brings to recording: its decider, its agency, its read models."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from domain.agency.agency import Agency
from domain.base.confidential import Audience
from domain.base.messages import Event, Refers, references
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.commands import AnyCommand
from domain.engagement.state import Engagement
from domain.engagement.topics.assign import AssignCoach, AssignCoordinator, AssignSupervisor
from domain.engagement.topics.entering import StageEntered
from domain.engagement.topics.launch import LaunchEngagement
from domain.program.course import touches_courses
from store.database import Connection
from store.log import stream_kinds
from store.log.stored_event import kind_of
from store.log.stream_kinds import ENGAGEMENT
from store.log.streams import Opened, Streams
from store.personal.course_cells import course_cells
from store.recording.handler import SQL, Numbered, Rules
from store.recording.repositories import Agencies, People

Facts = tuple[Agency, int]
"""The agency an engagement belongs to, and its version."""


class EngagementRules(Rules[Engagement, AnyCommand, Facts]):
    """An engagement belongs to its coordinator's agency; whoever is named must be known."""

    kind = ENGAGEMENT
    projection = SQL["engagement"]

    def __init__(self, streams: Streams, agencies: Agencies, people: People) -> None:
        self._streams = streams
        self._agencies = agencies
        self._people = people

    async def facts(
        self, c: Connection, stream: Opened[Engagement], command: AnyCommand | None
    ) -> Facts:
        """The agency and its version; whoever the command names must be known.

        Raises `Refusal`: `unknown_engagement`, `unknown_person`, `unknown_agency`.
        """
        match command:
            case LaunchEngagement():
                named = [command.coordinator, command.supervisor, *command.learners]
                if command.coach is not None:
                    named.append(command.coach)
                agency_id, row = await self._people.named(c, named)
                if stream.state is None:
                    return await self._agencies.beside(c, row, agency_id)
            case AssignCoach():
                await self._people.named(c, [command.coach])
            case AssignSupervisor():
                await self._people.named(c, [command.supervisor])
            case AssignCoordinator():
                await self._people.named(c, [command.coordinator])
            case _:
                if stream.state is not None and (others := _others(stream.state, command)):
                    await self._people.named(c, others)
        return await self._agencies.beside(c, stream.row, launched(stream).agency_id)

    def decide(
        self, stream: Opened[Engagement], command: AnyCommand, facts: Facts
    ) -> Sequence[Event]:
        """The events a command leads to. Raises `Refusal` as `domain.engagement.decide`."""
        return stream_kinds.decided(stream.stream_id, stream.state, command, facts[0])

    def stale(self, stream: Opened[Engagement], facts: Facts) -> bool:
        """Whether what is owed stands on older settings of the agency."""
        return stream.state is not None and stream.row["stands_on"] != facts[1]

    def standing(self, state: Engagement) -> tuple[str, str]:
        """Stage and status."""
        return stream_kinds.standing(state)

    async def project(
        self, c: Connection, stream: Opened[Engagement], facts: Facts, news: Numbered
    ) -> Mapping[str, Any] | None:
        """Its line in lists, its timeline, what people can do, what is owed, agenda, courses."""
        agency, version = facts
        state = launched(stream)
        made = stream_kinds.projected(state, agency)
        row = made.overview
        about = stream_kinds.about(state)
        people = [*row.learners, row.coach, row.supervisor, row.coordinator]
        return {
            "overview": row,
            "beside": {
                "people": list(dict.fromkeys(person for person in people if person)),
                "place": row.place,
                "due": row.next_due and row.next_due.due,
                "about": about and stream.keys.seal_steadily(about, "about"),
            },
            "timeline": [_line(version, event) for version, event in news],
            "todos": made.todos,
            "duties": [
                {
                    "what": duty.what,
                    "recipient": duty.recipient,
                    "how": duty.how,
                    "due": duty.due,
                    "key": duty.key,
                }
                for duty in made.duties
            ],
            "agenda": {
                "agency_id": row.agency_id,
                "agency_version": version,
                "over": stream_kinds.ended(state),
                "finished": [{"learner": learner, "at": at} for learner, at in made.finished],
            },
            **await self._courses(c, stream, news),
        }

    async def _courses(
        self, c: Connection, stream: Opened[Engagement], news: Numbered
    ) -> Mapping[str, Any]:
        """Each learner's course, for program reports; nothing where none can be another."""
        if not news:
            return {}
        state, events = launched(stream), [event for _, event in news]
        first = news[0][0]
        if first > 1 and stream_kinds.finished_and_counted(state):
            if not touches_courses(events):
                return {}
            kind = stream.kind
            stored = await self._streams.stored(c, kind.name, stream.stream_id, first - 1)
            events = [*(row.opened(kind, stream.keys) for row in stored), *events]
        courses = stream_kinds.courses(state, events)
        return {
            "courses": [
                course_cells(learner, course, stream.keys) for learner, course in courses.items()
            ]
        }


def launched(stream: Opened[Engagement]) -> Engagement:
    """The state, if there is one. Raises `Refusal("unknown_engagement")` where there is none."""
    if stream.state is None:
        raise Refusal("unknown_engagement")
    return stream.state


def _others(state: Engagement, command: AnyCommand | None) -> list[PersonId]:
    """People a command names who have no part in the engagement: a concern's, a disclosure's."""
    if command is None:
        return []
    known = {*state.learners, state.coach, state.supervisor, state.coordinator}
    named: list[PersonId] = []
    for field, refers in references(type(command)).items():
        value = getattr(command, field)
        if refers is Refers.PERSON and value is not None:
            named += [value] if isinstance(value, str) else list(value)
    return [person for person in dict.fromkeys(named) if person not in known]


def _line(version: int, event: Event) -> Mapping[str, Any]:
    return {
        "version": version,
        "at": event.at,
        "by": event.by,
        "role": event.role,
        "via": event.via,
        "kind": kind_of(event),
        "seen_by": _seen_by(event.known_to),
        "stage": event.stage if isinstance(event, StageEntered) else None,
    }


@cache
def _seen_by(known_to: Audience) -> list[str]:
    return sorted(role.value for role in Role if known_to.release(role))
