"""A marker in every text of every command, and then a search of all that others can get at."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.base.model import PersonId
from domain.engagement.events import AnyEvent
from services.operating import choosing, listing, offers, showing
from services.reading.read import PAPERS, Reading, papers, reading, through_operator
from services.reading.reasons import Why
from services.reading.visible import roles_in
from services.troubles import NotFound
from tests.journeys import markers
from tests.journeys.audiences import may_read, operator_may_read, own_markers
from tests.journeys.cast import Cast, Told, assemble
from tests.journeys.letters import letters
from tests.journeys.marked_story import followed_up, opened, others, whole
from tests.journeys.markers import Marker, Sealed
from tests.journeys.place import DAYS, Place

pytestmark = [pytest.mark.servers, pytest.mark.journey]

WITHOUT_TEXT = {
    "checkpoint_opened.reason",
    "closing_started.missing",
    "commitment_declared.level",
    "follow_up_answered.still_used",
    "goal_rated.rating",
    "observation_recorded.ratings",
    "relationship_assessed.communication",
    "relationship_assessed.relationship",
    "request_noted.asked_for",
    "scaling_question_answered.number",
}
"""Sealed fields that hold numbers or keys: who reads them is held against the table."""
IN_THE_HANDOFF = {
    "launch_engagement.skill",
    "set_goal.goal.specific",
    "set_goal.goal.measurable",
    "set_goal.goal.unit",
    "set_goal.goal.levels.description",
    "write_sustainability_plan.promised",
    "write_sustainability_plan.supported_by",
    "tell_results.results",
    "tell_results.what_helps",
    "agree_next_step.step",
}
"""All of people's words a supervisor is ever mailed."""
KEPT_TO_THEMSELVES = (
    "journal_kept",
    "request_noted",
    "concern_raised",
    "coaching_declined",
    "barrier_answered",
)
"""What operators are not even told of; nor of `commitment_declared`, without a reason."""


@dataclass(frozen=True)
class Said:
    """What was told, and which marker is whose."""

    place: Place
    cast: Cast
    engagements: list[Told]
    names: dict[str, str]
    sealed: list[Sealed]

    def names_in(self, text: str) -> set[str]:
        return {self.names[marker] for marker in markers.found_in(text)}

    def of(self, told: Told) -> list[Sealed]:
        return [one for one in self.sealed if one.engagement == told.id]


async def test_no_marker_is_found_where_its_audience_is_not(place: Place) -> None:
    # An authority may be named in the open; people may not.
    cast = await assemble(place, "Almond County", unreachable_days=1)
    said = await _told(place, cast)
    _every_text_was_said(said)
    for told in said.engagements:
        await _each_person_reads_what_is_for_them(said, told)
        await _an_operator_reads_text_with_a_reason_only(said, told)
    await _lists_show_no_text(said)
    _mails_say_no_more_than_they_may(said)
    await _the_command_line_shows_facts_only(said)
    _no_log_holds_any(said)
    # Names and addresses are confidential too: all of them hold the slug.
    secret = [*said.names, cast.slug]
    _temporals_file_holds_none(said, secret)
    await _the_database_holds_none(said, secret)


async def _told(place: Place, cast: Cast) -> Said:
    marker = Marker()
    await place.quicken(2 * DAYS)
    async with place.post():
        main = await opened(place, cast, marker, relation="external", expected_end="2028-06-01")
        await whole(main)
        told = [main.told, *await others(place, cast, marker)]
        await place.quicken(8 * DAYS)
        await followed_up(main)
        await main.told.came_to("engagement_ended")
        await place.quicken(1.0)
    sealed: list[Sealed] = []
    for one in told:
        events = [event for _, event in await place.store.reader.events(one.id)]
        sealed += markers.sealed_in(one.id, [e for e in events if isinstance(e, AnyEvent)])
    return Said(place, cast, told, marker.names, sealed)


def _every_text_was_said(said: Said) -> None:
    every = set().union(*map(markers.texts_of, markers.kinds_with_text()))
    assert every - set(said.names.values()) == set(), "a text no act of this story carries"
    sealed = {marker for one in said.sealed for marker in one.markers}
    assert {said.names[marker] for marker in said.names.keys() - sealed} == set(), "unsealed"
    assert markers.sealed_places() - {one.place for one in said.sealed} == set(), "never recorded"
    marked = {one.place for one in said.sealed if one.markers}
    assert markers.sealed_places() - marked == WITHOUT_TEXT


async def _each_person_reads_what_is_for_them(said: Said, told: Told) -> None:
    state, store = await told.state(), said.place.store
    now = said.place.engine.clock.now()
    for role, person in said.cast.ids.items():
        if not roles_in(state, person):
            continue
        known = (await store.reader.people([person]))[person]
        read = await reading(store, state, known, now)
        shown = json.dumps([asdict(line) for line in read.lines], default=str)
        found, allowed = markers.found_in(shown), may_read(state, said.of(told), person)
        assert {said.names[m] for m in found - allowed} == set(), role
        assert own_markers(said.of(told), person) <= found, f"{role} reads their own words"
        on_paper = markers.found_in("".join(map(str, _papers(read))))
        assert on_paper <= found, f"{role}: a paper says more than the history"
        if told is said.engagements[0] and role == "supervisor":
            assert said.names_in("".join(map(str, _papers(read)))) > IN_THE_HANDOFF
        chosen = await choosing.choices(store, now, told.id, person)
        assert markers.found_in(str(chosen)) == set(), role


def _papers(read: Reading) -> Iterator[object]:
    for name in PAPERS:
        try:
            yield from papers(read, name)
        except NotFound:
            continue


async def _an_operator_reads_text_with_a_reason_only(said: Said, told: Told) -> None:
    store = said.place.store
    # The skill is a fact of the engagement, as its dates are.
    skill = {m for m, name in said.names.items() if name == "launch_engagement.skill"}
    without = markers.found_in(str(await _operator_is_shown(said, told, None)))
    assert {said.names[m] for m in without - skill} == set()
    why = Why("operator", "Complaint 7 is looked into", datetime.now(UTC))
    found = markers.found_in(str(await _operator_is_shown(said, told, why)))
    allowed = operator_may_read(said.of(told))
    assert {said.names[m] for m in found - allowed} == set()
    assert found == allowed, "with a reason all of it is shown"
    assert [one.reason for one in await store.accesses.of(told.id)]
    state = await told.state()
    for role, person in said.cast.ids.items():
        for name in PAPERS if roles_in(state, person) else ():
            now = said.place.engine.clock.now()
            read = await through_operator(store, now, told.id, person, name, why)
            on_paper = markers.found_in("".join(map(str, _papers(read))))
            assert on_paper <= may_read(state, said.of(told), person) & allowed, (role, name)


async def _operator_is_shown(said: Said, told: Told, why: Why | None) -> list[Any]:
    store = said.place.store
    shown: list[Any] = [
        await showing.engagement(store, told.id, why),
        await showing.timeline(store, told.id, why),
        await showing.missing(store, told.id, said.place.engine.clock.now()),
    ]
    if told is said.engagements[0]:
        shown.append(await showing.summary(store, told.id, why))
    return shown


async def _lists_show_no_text(said: Said) -> None:
    store, shown, now = said.place.store, [], said.place.engine.clock.now()
    for person in _everyone(said.cast):
        shown.append(str(await offers.offers(store, person, now)))
    shown.append(str(await listing.people(store, None)))
    shown.append(str(await listing.mails(store, None, None, 10_000)))
    shown.append(str(await listing.cohorts(store, None)))
    assert said.names_in("".join(shown)) == set()


def _everyone(cast: Cast) -> Iterable[PersonId]:
    return cast.ids.values()


def _mails_say_no_more_than_they_may(said: Said) -> None:
    folder = said.place.stack.mail.folder
    every = letters(folder)
    assert {x.to for x in every} >= {said.cast.email(r) for r in ("coach", "learner")}
    for letter in every:
        assert said.names_in(letter.subject) == set()
        assert said.names_in(letter.said) == set(), letter.subject
        assert markers.found_in(letter.raw.decode("ascii")) == set(), letter.subject
    supervisor = letters(folder, said.cast.email("supervisor"))
    assert letters(folder, said.cast.email("coordinator"))
    assert [x.subject for x in supervisor].count("A document for you") == 1
    assert [x for x in supervisor if x.is_summary]
    handed = "\n".join("\n".join(x.documents) for x in supervisor if not x.is_summary)
    assert said.names_in(handed) == IN_THE_HANDOFF
    summed = "\n".join("\n".join(x.documents) for x in supervisor if x.is_summary)
    assert said.names_in(summed) == {"launch_engagement.skill"}
    for documents in (handed, summed):
        metadata = "\n".join(line for line in documents.splitlines() if line.startswith("{"))
        assert said.names_in(metadata) == set()
        assert said.cast.slug not in metadata


async def _the_command_line_shows_facts_only(said: Said) -> None:
    one = said.engagements[0]
    ways = [("list",), ("list", "--json"), ("summary", one.id)]
    ways += [("show", one.id), ("timeline", one.id), ("show", one.id, "--json")]
    ways += [("todo", said.cast.email(role)) for role in ("supervisor", "learner")]
    shown = [await said.place.coaching(*words) for words in ways]
    assert [ran.code for ran in shown] == [0] * len(shown), [ran.err for ran in shown]
    text = "".join(ran.out + ran.err for ran in shown)
    assert said.names_in(text) == {"launch_engagement.skill"}
    for kind in (*KEPT_TO_THEMSELVES, "commitment_declared"):
        assert kind not in text


def _no_log_holds_any(said: Said) -> None:
    stack = said.place.stack
    for log in (stack.folder.path / "worker.log", stack.temporal.log, stack.postgres.log):
        text = log.read_text("utf-8", errors="replace")
        assert said.names_in(text) == set(), log
        assert said.cast.slug not in text, log


def _temporals_file_holds_none(said: Said, secret: Iterable[str]) -> None:
    files = list(said.place.stack.temporal.db_file.parent.iterdir())
    content = b"\0".join(file.read_bytes() for file in files)
    assert said.engagements[0].id.encode() in content, "this is the file"
    for word in (markers.MARK, *secret):
        assert [form for form in markers.forms_of(word) if form in content] == [], word


async def _the_database_holds_none(said: Said, secret: Iterable[str]) -> None:
    rows = "\n".join(row for rows in (await said.place.dump()).values() for row in rows)
    content = rows.encode()
    # `bytea` is dumped in hexadecimal; what is text within is found in that form.
    assert said.engagements[0].id.encode() in content
    for word in secret:
        found = [form for form in markers.forms_of(word) if form in content]
        assert found == [], (word, said.names.get(word))
    # Deleted rows and the write-ahead log: what the server's files hold, not only its tables.
    for file in (said.place.stack.postgres.folder / "data").rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode("latin-1")
            assert said.names_in(text) == set(), file
            assert said.cast.slug not in text, file
