"""`read`, `readings`, `todo`: what is asked of people, as they may see it, ready to be typed."""

import shlex

import pytest

from tests.workers.desk import AGENCY, COACH, COORDINATOR, LEADER, SUPERVISOR, Desk
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

MARKER = "a marker that nobody else writes"
PLAN = ("write_sustainability_plan", f"promised={MARKER}", "supervisor_has_skill=true")


async def _agreement_signed(desk: Desk) -> None:
    """The agency's agreement in force; signing the same text again changes nothing."""
    topics = (await desk.done("acts", "sign_agency_agreement", "--template")).json["topics"]
    words = [f"topics.{name}=All of {name}" for name in topics]
    await desk.done("do", AGENCY, "sign_agency_agreement", *words, "--by", LEADER)


async def test_the_agreement_is_read_with_its_version_and_the_command_that_signs_it(
    desk: Desk,
) -> None:
    one = desk.engagements[0]
    await _agreement_signed(desk)
    terms = ("disclosed=Safety only", f"concerns_go_to={COORDINATOR}", "expected_end=2027-09-01")
    await desk.done("do", one, "propose_terms", *terms, "--by", COACH)
    shown = (await desk.done("read", one, "agreement", "--as", "li0@almond.example")).out
    assert "All of confidentiality" in shown
    [paper] = (
        await desk.done("read", one, "agreement", "--as", "li0@almond.example", "--json")
    ).json
    assert f"version {paper['version']}" in shown
    assert (
        f"  coaching do {one[:8]} join_agreement version={paper['version']} understood=true "
        "--by li0@almond.example"
    ) in shown.splitlines()


async def test_a_paper_is_shown_as_its_reader_may_see_it(desk: Desk) -> None:
    one = desk.engagements[1]
    for by, *words in (
        (SUPERVISOR, *PLAN),
        (COACH, "write_debrief", "joint=false", f"text={MARKER}, debriefed"),
    ):
        await desk.done("do", one, *words, "--by", by)
    plan = (await desk.done("read", one, "plan", "--as", SUPERVISOR)).out
    assert MARKER in plan
    assert f"coaching do {one[:8]} sign_sustainability_plan version=1 --by {SUPERVISOR}" in plan
    hidden = await desk.coaching("read", one, "debrief", "--as", SUPERVISOR)
    assert hidden.code == Exit.NOT_FOUND
    assert MARKER not in hidden.out + hidden.err
    assert MARKER in (await desk.done("read", one, "debrief", "--as", "li1@almond.example")).out
    none = await desk.coaching("read", one, "handoff", "--as", COORDINATOR)
    assert none.code == Exit.NOT_FOUND
    stranger = await desk.coaching("read", one, "plan", "--as", "li0@almond.example")
    assert stranger.code == Exit.NOT_FOUND
    assert "has no part in this engagement" in stranger.err
    slip = await desk.coaching("read", one, "contract", "--as", COACH)
    assert slip.code == Exit.USAGE
    assert "agreement, plan, goals, rules, handoff, debrief" in slip.err


async def test_every_reading_for_somebody_is_listed(desk: Desk) -> None:
    one = desk.engagements[2]
    await _agreement_signed(desk)
    await desk.done("read", one, "agreement", "--as", COACH, "--reason", "on the telephone")
    listed = (await desk.done("readings", one)).out
    assert "agreement, shown as person " in listed
    assert " may see it: on the telephone" in listed
    assert "Zimmer" not in listed, "it is recorded in the open, so no name is in it"
    rows = (await desk.done("readings", one, "--json")).json
    assert all(row["by"].startswith("operator:") for row in rows)
    for reason in ("a\nb", "a\x1b[2Jb", "a\u2028b"):
        for words in (("read", one, "agreement", "--as", COACH), ("show", one)):
            forged = await desk.coaching(*words, "--reason", reason)
            assert forged.code == Exit.USAGE
    assert (await desk.done("readings", one, "--json")).json == rows


async def test_the_handoff_is_there_as_a_pdf_for_who_may_see_it(desk: Desk) -> None:
    learner = "li2@almond.example"
    people = ("--supervisor", SUPERVISOR, "--coach", COACH, "--by", COORDINATOR)
    why = ("--skill", "Closing", "--purpose", "A handoff", "--origin", "agency_initiative")
    begun = await desk.done("start", learner, *people, *why, "--end", "9 weeks", "--json")
    one = begun.json["engagement"]
    for by, *words in (
        (COACH, "start_closing"),
        (learner, "tell_results", "results=Clearer plans"),
        (COACH, "produce_handoff"),
    ):
        await desk.done("do", one, *words, "--by", by)
    file = desk.folder / "handoff.pdf"
    early = await desk.coaching("read", one, "handoff", "--as", SUPERVISOR, "--pdf", str(file))
    assert early.code == Exit.NOT_FOUND
    assert not file.exists()
    shown = await desk.done("read", one, "handoff", "--as", learner, "--pdf", str(file))
    assert "Clearer plans" in shown.out
    assert f"coaching do {one[:8]} see_handoff version=1 --by {learner}" in shown.out
    assert file.read_bytes().startswith(b"%PDF")


async def test_what_is_one_persons_alone_is_shown_for_no_reason(desk: Desk) -> None:
    one = desk.engagements[3]
    await desk.done("do", one, "keep_journal", f"note={MARKER}", "--by", COACH)
    for words in (("show", one), ("show", one, "--json"), ("timeline", one)):
        shown = (await desk.done(*words, "--reason", "a complaint")).out
        assert MARKER not in shown
        assert "journal" not in shown.lower()
    lines = (await desk.done("timeline", one, "--json")).json
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))


async def test_what_waits_is_offered_as_commands_that_can_be_copied(desk: Desk) -> None:
    shown = (await desk.done("todo", SUPERVISOR, COLUMNS="80")).out
    commands = [line.strip() for line in shown.splitlines() if line.startswith("  ")]
    assert commands
    known = {row["act"] for row in (await desk.done("acts", "--json")).json}
    offered = (await desk.done("todo", SUPERVISOR, "--json")).json
    assert {one["command"] for one in offered} <= set(commands)
    for command in commands:
        program, verb, _id, what, option, who = shlex.split(command)
        assert program == "coaching"
        assert (verb, option) in {("do", "--by"), ("read", "--as")}
        assert what in known or verb == "read"
        assert who == SUPERVISOR
