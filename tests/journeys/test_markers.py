"""A marker in every text of every command, and then a search of all that others can get at."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from pydantic import BaseModel

from domain.base.confidential import Audience
from tests.journeys import markers
from tests.journeys.cast import Cast, Told, assemble
from tests.journeys.letters import letters
from tests.journeys.marked_story import opened, others, whole
from tests.journeys.markers import Marker
from tests.journeys.place import DAYS, Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]

OPEN: set[str] = set()
"""Texts that are nobody's words, if there were any."""
IN_THE_HANDOFF = {
    "launch_engagement.skill",
    "set_goal.goal.specific",
    "set_goal.goal.levels.description",
    "write_sustainability_plan.promised",
    "write_sustainability_plan.supported_by",
    "tell_results.results",
    "tell_results.what_helps",
    "agree_next_step.step",
}
"""All of people's words a supervisor is ever mailed."""


@dataclass(frozen=True)
class Told4:
    """What was told, and which marker is whose."""

    place: Place
    cast: Cast
    engagements: list[Told]
    names: dict[str, str]
    confidential: dict[str, set[Audience]]

    def names_in(self, text: str) -> set[str]:
        return {self.names[marker] for marker in markers.found_in(text)}


async def test_no_marker_is_found_where_its_audience_is_not(place: Place) -> None:
    cast = await assemble(place)
    told = await _told(place, cast)
    _every_text_was_said(told)
    _mails_say_no_more_than_they_may(told)
    await _the_command_line_shows_facts_only(told)
    _no_log_holds_any(told)
    # Names and addresses are confidential too: all of them hold the slug.
    secret = [m for m in told.confidential if told.names[m] not in OPEN] + [cast.slug]
    _temporals_file_holds_none(told, secret)
    await _the_database_holds_none(told, secret)


async def _told(place: Place, cast: Cast) -> Told4:
    marker = Marker()
    await place.quicken(2 * DAYS)
    async with place.post():
        main = await opened(place, cast, marker, relation="external", expected_end="2028-06-01")
        await whole(main)
        told = [main.told, *await others(place, cast, marker)]
        await place.quicken(8 * DAYS)
        await main.told.came_to("engagement_ended")
        await place.quicken(1.0)
    events: list[BaseModel] = []
    for one in told:
        events += [event for _, event in await place.store.reader.events(one.id)]
    return Told4(place, cast, told, marker.names, markers.confidential(events))


def _every_text_was_said(told: Told4) -> None:
    said = set(told.names.values())
    every = set().union(*map(markers.texts_of, markers.kinds_with_text()))
    assert every - said == set(), "a text no act of this story carries"
    sealed = {told.names[marker] for marker in told.confidential}
    assert said - sealed == OPEN, "a text whose event does not mark it as confidential"


def _mails_say_no_more_than_they_may(told: Told4) -> None:
    folder = told.place.stack.mail.folder
    supervisor = letters(folder, told.cast.email("supervisor"))
    coordinator = letters(folder, told.cast.email("coordinator"))
    assert coordinator
    assert [x.subject for x in supervisor].count("A document for you") == 1
    assert [x for x in supervisor if x.is_summary]
    for letter in (*supervisor, *coordinator):
        assert told.names_in(letter.said) == set(), letter.subject
        assert markers.found_in(letter.raw.decode("ascii")) == set(), letter.subject
    handed = "".join("".join(x.documents) for x in supervisor if not x.is_summary)
    assert told.names_in(handed) == IN_THE_HANDOFF
    summed = "".join("".join(x.documents) for x in supervisor if x.is_summary)
    assert told.names_in(summed) == {"launch_engagement.skill"}
    for documents in (handed, summed):
        metadata = "\n".join(line for line in documents.splitlines() if line.startswith("{"))
        assert told.names_in(metadata) == set()
        assert told.cast.slug not in metadata


async def _the_command_line_shows_facts_only(told: Told4) -> None:
    shown = [await told.place.coaching("list"), await told.place.coaching("list", "--json")]
    for n, one in enumerate(told.engagements):
        # The second and third differ in what happened, not in how it is printed.
        forms = (("--json",),) if n else ((), ("--json",))
        for words in (("show", one.id), ("timeline", one.id), ("missing", one.id)):
            shown += [await told.place.coaching(*words, *more) for more in forms]
    shown += [await told.place.coaching("summary", told.engagements[0].id)]
    for role in ("supervisor", "coordinator", "coach", "learner"):
        shown += [await told.place.coaching("todo", told.cast.email(role))]
    assert [ran.code for ran in shown] == [0] * len(shown), [ran.err for ran in shown]
    text = "".join(ran.out + ran.err for ran in shown)
    assert told.names_in(text) == {"launch_engagement.skill"}
    # Nobody but the coach is told that a journal is kept, nobody who declined.
    for kind in ("journal_kept", "concern_raised", "coaching_declined", "commitment_declared"):
        assert kind not in text


def _no_log_holds_any(told: Told4) -> None:
    stack = told.place.stack
    for log in (stack.folder.path / "worker.log", stack.temporal.log, stack.postgres.log):
        text = log.read_text("utf-8", errors="replace")
        assert told.names_in(text) == set(), log
        assert told.cast.slug not in text, log


def _temporals_file_holds_none(told: Told4, secret: Iterable[str]) -> None:
    files = list(told.place.stack.temporal.db_file.parent.iterdir())
    content = b"\0".join(file.read_bytes() for file in files)
    assert told.engagements[0].id.encode() in content, "this is the file"
    for word in (markers.MARK, *secret):
        assert [form for form in markers.forms_of(word) if form in content] == [], word


async def _the_database_holds_none(told: Told4, secret: Iterable[str]) -> None:
    rows = "\n".join(row for rows in (await told.place.dump()).values() for row in rows)
    content = rows.encode()
    # `bytea` is dumped in hexadecimal; what is text within is found in that form.
    assert told.engagements[0].id.encode() in content
    for word in secret:
        found = [form for form in markers.forms_of(word) if form in content]
        assert found == [], (word, told.names.get(word))
    opened_ = told.names_in(rows)
    assert opened_ <= OPEN
    # Deleted rows and the write-ahead log: what the server's files hold, not only its tables.
    for file in (told.place.stack.postgres.folder / "data").rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("latin-1")
            assert told.names_in(text) <= OPEN, file
            assert told.cast.slug not in text, file
