"""Looking things up: plain tables, JSON, and no text of anyone's without a recorded reason."""

import json
import re

import pytest

from store.accesses import Accesses
from tests.journeys.place import until
from tests.workers.commanding import coaching as started
from tests.workers.desk import COACH, COORDINATOR, SUPERVISOR, Desk
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

MARKER = "a marker that nobody else writes"


async def test_every_list_answers_people_and_scripts(desk: Desk) -> None:
    one = desk.engagements[3]
    for words in (
        ("list",),
        ("people",),
        ("mails",),
        ("cohorts",),
        ("show", one),
        ("missing", one),
        ("timeline", one),
        ("todo", COACH),
        ("acts",),
        ("acts", "set_goal"),
        ("readings", one),
        ("doctor",),
        ("migrate",),
        ("verify",),
        ("rebuild",),
    ):
        plain = await desk.done(*words)
        assert plain.out.strip(), words
        assert not plain.err or words[0] in ("acts", "mails"), (words, plain.err)
        assert all(line == line.rstrip() for line in plain.out.splitlines()), words
        assert json.loads((await desk.done(*words, "--json")).out) is not None


async def test_a_list_is_narrowed_or_says_what_there_is(desk: Desk) -> None:
    cohort = ("list", "--cohort", "autumn")
    assert len((await desk.done(*cohort, "--stage", "Initial interest", "--json")).json) == 6
    assert (await desk.done(*cohort, "--stage", "closing")).out == "No engagement is like that.\n"
    cut = await desk.done(*cohort, "--limit", "2")
    assert len(cut.out.splitlines()) == 3
    assert "--limit shows more" in cut.err
    for words, code, says in (
        (("--stage", "9"), Exit.USAGE, "Initial interest, Joint planning"),
        (("--status", "open"), Exit.USAGE, "active, paused, following_up, ended"),
        (("--cohort", "none"), Exit.NOT_FOUND, "The newest: '"),
        (("--agency", "none"), Exit.NOT_FOUND, "Almond County"),
    ):
        answer = await desk.coaching("list", *words)
        assert answer.code == code
        assert says in answer.err


@pytest.mark.parametrize(
    "typed",
    ["zzz", "", " ", "-", "[red]x[/red]", "\x1b[31m", "'; drop table event; --", "é" * 3000, "%"],
)
async def test_an_id_that_is_none(desk: Desk, typed: str) -> None:
    answer = await desk.coaching("show", "--", typed)
    assert answer.code == Exit.NOT_FOUND
    assert "no engagement's id begins with" in answer.err
    assert "\x1b" not in answer.err
    assert len(answer.err) < 250


async def test_bytes_that_are_no_text_as_an_id(desk: Desk) -> None:
    answer = await started(desk.folder, "show", "\udcff\udcfe", **desk.place.stack.environment)
    assert answer.code == Exit.NOT_FOUND


async def test_who_is_known_with_their_parts(desk: Desk) -> None:
    people = (await desk.done("people", "--agency", "Almond County")).out
    row = next(line for line in people.splitlines() if SUPERVISOR in line)
    assert row.startswith("Ursula Vance")
    assert "supervisor (" in row


async def test_a_supervisors_list_names_the_learners(desk: Desk) -> None:
    rows = (await desk.done("todo", SUPERVISOR)).out
    assert "Li 3" in rows
    unknown = await desk.coaching("todo", "nobody@x.example")
    assert unknown.code == Exit.NOT_FOUND


async def test_what_people_wrote_is_shown_for_a_recorded_reason_only(desk: Desk) -> None:
    one = desk.engagements[4]
    await desk.done("do", one, "look_at_readiness", f"note={MARKER}\x1b[2J", "--by", COACH)
    for words in (("show", one), ("show", one, "--json"), ("timeline", one), ("missing", one)):
        assert MARKER not in (await desk.done(*words)).out
    empty = await desk.coaching("show", one, "--reason", "  ")
    assert empty.code == Exit.USAGE
    accesses = desk.place.store.accesses
    assert await accesses.of(one) == []
    shown = (await desk.done("show", one, "--reason", "a complaint")).out
    assert MARKER in shown
    assert "\x1b" not in shown
    [access] = await accesses.of(one)
    assert access.reason == "a complaint"
    assert access.by.startswith("operator:")
    assert "a complaint" in (await desk.done("show", one)).out


async def test_what_was_said_is_told_with_who_said_it_and_when(desk: Desk) -> None:
    one = desk.engagements[4]
    word = ("do", one, "look_at_readiness", "--by", COACH, "--command-id", "first-look")
    await desk.done(*word, "note=Not quite ready")
    anew = ("do", one, "look_at_readiness", "corrects=first-look", "--by", COACH)
    await desk.done(*anew, "note=Ready")
    shown = (await desk.done("show", one, "--reason", "a complaint")).out
    who = "Yara Zimmer, coach (through an operator)"
    head = rf"\n  \d+\. [0-9-]{{10}} \d\d:\d\d UTC, {re.escape(who)}"
    line = rf"{head}: Readiness was looked at\."
    assert re.search(rf"{line}\n(?:     .*\n)*     note: Not quite ready\n", shown)
    assert re.search(rf"{line} Corrected\.\n(?:     .*\n)*     note: Ready\n", shown)
    assert "corrected:" not in shown
    assert "False" not in shown


async def test_nothing_is_shown_where_the_reading_cannot_be_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk.engagements[4]
    await desk.done("do", one, "look_at_readiness", f"note={MARKER}", "--by", COACH)

    async def fails(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(Accesses, "note_access", fails)
    answer = await desk.coaching("show", one, "--reason", "a complaint")
    assert answer.code == Exit.UNREACHABLE
    assert answer.out == ""


async def test_a_summary_is_there_once_coaching_is_closed(desk: Desk) -> None:
    one = desk.engagements[5]
    early = await desk.coaching("summary", one)
    assert early.code == Exit.USAGE
    assert "not closed yet" in early.err
    learner = "li5@almond.example"
    for by, *words in (
        (COACH, "start_closing"),
        (COACH, "meet_to_close"),
        (learner, "tell_results", f"results={MARKER}"),
        (COACH, "produce_handoff"),
        (learner, "see_handoff", "version=1"),
    ):
        await desk.done("do", one, *words, "--by", by)

    async def delivered() -> bool:
        missing = (await desk.done("missing", one, "--json")).json["missing"]
        return "handoff_delivered" not in {each["requirement"] for each in missing}

    await until(delivered, 20, "the handoff's delivery")
    await desk.done("do", one, "advance_stage", "--by", COACH)
    assert "The stage “Closing” began." in (await desk.done("timeline", one)).out
    for command in ("timeline", "show"):
        told = (await desk.done(command, one, "--reason", "lost letter")).out
        assert "The stage “Closing” began." in told
    plain = (await desk.done("summary", one)).out
    assert "Li 5" in plain
    assert MARKER not in plain
    before = len(await desk.place.store.accesses.of(one))
    assert MARKER in (await desk.done("summary", one, "--reason", "lost letter")).out
    assert [a.reason for a in await desk.place.store.accesses.of(one)][before:] == ["lost letter"]
    await _what_waits_is_told_with_its_day(desk, one)


async def _what_waits_is_told_with_its_day(desk: Desk, one: str) -> None:
    """Nothing was missing, and each follow-up stood there twice in the same words."""
    told = (await desk.done("missing", one)).out
    assert told.startswith("Coaching is following up. What waits:")
    waiting = (await desk.done("missing", one, "--json")).json["waiting"]
    days = [each["from"] for each in waiting if each["requirement"] == "follow_up"]
    assert len(set(days)) == 2
    for n, day in zip((30, 90), days, strict=True):
        assert told.count(f"From {day}: The follow-up at {n} days is not answered yet") == 1
    mine = (await desk.done("todo", SUPERVISOR)).out
    for n, day in zip((30, 90), days, strict=True):
        assert mine.count(f"from {day}: Please say how the skill holds up, {n} days after") == 1
        assert f"answer_follow_up days={n} --by {SUPERVISOR}" in mine
    assert mine.index(f"{days[0]}: Please say") > mine.index("since ")
    lines = [x["begins"] for x in (await desk.done("todo", SUPERVISOR, "--json")).json]
    assert lines == sorted(lines, key=lambda day: day or "")


async def test_the_coordinator_is_an_operators_person_too(desk: Desk) -> None:
    words = ("do", desk.engagements[3], "pause_engagement", "reason=Leave", "--by", COORDINATOR)
    await desk.done(*words)
    last = (await desk.done("timeline", desk.engagements[3])).out.splitlines()[-1]
    assert "Celia Ortiz, coordinator (through an operator)" in last
    # The desk is shared: others go on with this engagement.
    await desk.done("do", desk.engagements[3], "resume_engagement", "--by", COORDINATOR)
