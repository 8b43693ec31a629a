"""A person's own calendar, by a secret address that they can take back.

An entry says when, never what: that a person is coached is itself confidential, and calendars are
looked at by others. Nobody need sign in to read it, so it holds nothing else.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from domain.base.roles import Role
from domain.engagement.parties import people_in
from domain.engagement.records.practice import Session, SessionOutcome
from domain.engagement.state import Engagement
from domain.person.person import Person
from domain.words import WORDS
from services.connections import Engine
from services.ids import derived_id
from services.troubles import NotFound

PAST_DAYS = 60
"""Meetings stay in the calendar for so long."""
_MOST = 300
"""Engagements under way that a calendar is made of."""
_SECRET_BYTES = 32
_LONGEST = 100


@dataclass(frozen=True)
class Meeting:
    """One session that the person takes part in; `changed` is when it was last written of."""

    uid: str
    starts: datetime
    ends: datetime
    changed: datetime
    cancelled: bool


async def open_address(engine: Engine, person: Person) -> str:
    """The secret part of a new address, shown this once; the one before leads nowhere any more."""
    token = secrets.token_urlsafe(_SECRET_BYTES)
    await engine.store.feeds.open(person.person_id, _digest(token), engine.clock.now())
    return token


async def revoke_address(engine: Engine, person: Person) -> None:
    """The address leads nowhere any more; there may be none."""
    await engine.store.feeds.close(person.person_id)


async def address_since(engine: Engine, person: Person) -> datetime | None:
    """Since when the person has an address; None where they have none."""
    return await engine.store.feeds.made_at(person.person_id)


async def calendar_at(engine: Engine, token: str) -> bytes:
    """The calendar (iCalendar) at a secret address. Raises `NotFound` for every other address."""
    wanted = _digest(token) if token.isascii() and len(token) <= _LONGEST else None
    person_id = await engine.store.feeds.person_behind(wanted) if wanted else None
    known = await engine.store.reader.people([person_id]) if person_id else {}
    if person_id not in known:
        raise NotFound.of("no_calendar")
    return await calendar_of(engine, known[person_id])


async def calendar_of(engine: Engine, person: Person) -> bytes:
    """A person's calendar: the sessions of their engagements in which they coach or are coached."""
    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for meeting in await meetings(engine, person):
        calendar.add_component(_event(meeting, person))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


async def meetings(engine: Engine, person: Person) -> list[Meeting]:
    """Those ahead and of the last sixty days, by when they start."""
    found: list[Meeting] = []
    since = engine.clock.now() - timedelta(days=PAST_DAYS)
    for row in await engine.store.own.engagements(person.person_id, _MOST, None):
        if row.over and (row.overview.closed_at or row.overview.last_act_at) < since:
            continue
        state = await engine.store.reader.state(row.overview.engagement_id)
        if state is not None:
            found += _of(engine, state, person, since)
    return sorted(found, key=lambda one: (one.starts, one.uid))


def _of(engine: Engine, state: Engagement, person: Person, since: datetime) -> Iterator[Meeting]:
    me = person.person_id
    learns = me in people_in(state, Role.LEARNER)
    outcomes = {one.session: one for one in state.every(SessionOutcome)}
    for session in state.every(Session):
        named = learns and (me in session.about or not session.about)
        if session.starts < since or not (named or me in people_in(state, Role.COACH)):
            continue
        outcome = outcomes.get(session.entry_id)
        called_off = outcome is not None and outcome.outcome == "cancelled"
        # What was planned beyond the end of coaching is called off with it.
        off = outcome is None and not state.live
        yield Meeting(
            uid=derived_id(engine.ring, "meeting", me, session.entry_id),
            starts=session.starts,
            ends=session.starts + timedelta(minutes=session.minutes),
            changed=outcome.at if outcome else session.at,
            cancelled=called_off or off,
        )


def _event(meeting: Meeting, person: Person) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("summary", WORDS.say("calendar.meeting"))
    event.add("dtstart", meeting.starts.astimezone(person.zone))
    event.add("dtend", meeting.ends.astimezone(person.zone))
    event.add("dtstamp", meeting.changed)
    event.add("last-modified", meeting.changed)
    event.add("sequence", int(meeting.cancelled))
    event.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
