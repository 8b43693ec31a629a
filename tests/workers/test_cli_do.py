"""`do`: fields as people type them, one answer for the same command, refusals in words."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.workers.desk import AGENCY, COACH, COORDINATOR, LEADER, SUPERVISOR, Desk, typed
from workers.cli.exits import Exit

LEARNER = "li0@almond.example"
READY = "look_at_readiness"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((READY,), "who does it?"),
        (("write_reflexion", "--by", COACH), "Did you mean write_reflection"),
        ((READY, "note", "--by", COACH), "'note' is not a field"),
        ((READY, "note=a", "note=b", "--by", COACH), "note is given twice"),
        (("launch_engagement", "--by", COACH), "there is no act"),
        ((READY, "--by", COACH, "--command-id", "a b"), "a command id has letters"),
    ],
)
async def test_slips_are_told_before_any_server_is_asked(words: tuple[str, ...], says: str) -> None:
    answer = await typed("do", "abc", *words)
    assert answer.code == Exit.USAGE
    assert says in answer.err


@pytest.mark.parametrize("content", ["[1]", "{", '"text"', "[" * 100_000, "\xff"])
async def test_a_file_of_fields_that_is_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "fields.json"
    file.write_bytes(content.encode("latin-1"))
    answer = await typed("do", "abc", READY, "--by", COACH, "--from", str(file))
    assert answer.code == Exit.BAD_FILE
    assert "fields.json" in answer.err


@pytest.mark.servers
@pytest.mark.parametrize(
    ("act", "says"),
    [
        ((READY,), "note is needed"),
        ((READY, "notes=x"), "notes is not a field of this act (is it note?)"),
        ((READY, "note="), "note must not be empty"),
        ((READY, "note=" + "x" * 8001), "note is too long: at most 8000 characters"),
        (("schedule_session", "starts=2027-04-01"), "starts takes a day and a time"),
        (("schedule_session", "starts=soon", "minutes=x"), "minutes must be a whole number"),
        (("declare_commitment", "level=11", "committed_to=x"), "level must be 10 or less"),
        (("declare_commitment", "level=high", "committed_to=x"), "level must be a whole number"),
        (("set_goal", "goal=x"), "goal takes names and values"),
        (("set_goal", "goal.scale=plain"), "goal needs scale, one of: smart, gars"),
        (("set_goal", "goal.scale=smart", "goal.due=may"), "goal.due takes a day"),
        (("write_reflection", "answers=x"), "answers takes names and values"),
        (("pause_engagement", "reason=x", "by=me"), "by can't be given as a field"),
    ],
)
async def test_a_wrong_field_is_told_in_plain_words(
    desk: Desk, act: tuple[str, ...], says: str
) -> None:
    answer = await desk.coaching("do", desk.engagements[0], *act, "--by", COACH)
    assert answer.code == Exit.USAGE
    assert says in answer.err
    assert "Input should" not in answer.err


@pytest.mark.servers
async def test_the_same_command_has_one_answer_and_its_id_serves_nothing_else(desk: Desk) -> None:
    words = ("do", desk.engagements[1], READY, "--by", COACH, "--command-id", "readiness-1")
    first = await desk.done(*words, "note=Willing")
    assert "Recorded: look_at_readiness, entry readiness-1" in first.out
    again = await desk.done(*words, "note=Willing")
    assert "This was recorded before, and is not recorded twice" in again.out
    assert (await desk.done(*words, "note=Willing", "--json")).json["repeated"] is True
    other = await desk.coaching(*words, "note=Unwilling")
    assert other.code == Exit.REFUSED
    assert "This id was used for something else before" in other.err
    lines = (await desk.done("timeline", desk.engagements[1], "--reason", "test", "--json")).json
    assert [line["kind"] for line in lines].count("readiness_looked_at") == 1


@pytest.mark.servers
async def test_numbers_and_times_are_typed_as_people_write_them(desk: Desk) -> None:
    one = desk.engagements[2]
    person = ("--by", COACH)
    await desk.done("do", one, "schedule_session", "starts=2027-03-29 09:00", "minutes=45", *person)
    shown = (await desk.done("show", one, "--json")).json
    # Nine o'clock where the coach is, after summer time began.
    at = datetime.fromisoformat(shown["sessions"][0]["at"])
    assert at == datetime(2027, 3, 29, 16, tzinfo=UTC)
    entry = shown["sessions"][0]["entry"]
    await desk.done("do", one, "cancel_session", f"session={entry[:8]}", "reason=Court", *person)
    assert (await desk.done("show", one, "--json")).json["sessions"][0]["outcome"] == "cancelled"


@pytest.mark.servers
async def test_people_are_named_by_their_address(desk: Desk) -> None:
    words = ("do", desk.engagements[2], "assign_supervisor", "--by", COORDINATOR)
    await desk.done(*words, f"supervisor={LEADER}")
    assert (await desk.done("show", desk.engagements[2], "--json")).json["supervisor"] == (
        "Lena Okafor"
    )
    unknown = await desk.coaching(*words, "supervisor=nobody@x.example")
    assert unknown.code == Exit.NOT_FOUND
    assert "nobody has the address 'nobody@x.example'" in unknown.err


@pytest.mark.servers
async def test_a_coordinator_who_has_no_part_takes_an_engagement_over(desk: Desk) -> None:
    second, one = LEADER, desk.engagements[4]
    taking_over = ("do", one, "assign_coordinator", f"coordinator={second}", "--by")
    refused = await desk.coaching(*taking_over, COORDINATOR)
    assert refused.code == Exit.REFUSED
    assert "Name one of them." in refused.err
    settings = ("do", AGENCY, "set_up_agency", "--by", COORDINATOR)
    await desk.done(*settings, f"coordinators={COORDINATOR},{second}")
    await desk.done(*taking_over, second)
    assert (await desk.done("show", one, "--json")).json["coordinator"] == "Lena Okafor"
    back = ("do", one, "assign_coordinator", f"coordinator={COORDINATOR}", "--by", second)
    await desk.done(*back)
    await desk.done(*settings, f"coordinators={COORDINATOR}")


@pytest.mark.servers
@pytest.mark.parametrize(
    ("act", "by", "says"),
    [
        (("advance_stage",), COACH, "This stage can't be left yet"),
        (("advance_stage",), SUPERVISOR, "does not allow this. It is for: coach (Yara Zimmer)."),
        (("pause_engagement", "reason=x"), COACH, "It is for: coordinator (Celia Ortiz)."),
        (("keep_journal", "note=x"), "li1@almond.example", "You have no part in this engagement"),
        (("give_feedback", "rung=clarify", "said=x"), COACH, "This belongs to the stage"),
        (("cancel_session", "session=none", "reason=x"), COACH, "There is no such entry"),
    ],
)
async def test_a_refusal_says_why_and_records_nothing(
    desk: Desk, act: tuple[str, ...], by: str, says: str
) -> None:
    one = desk.engagements[0]
    before = (await desk.done("timeline", one, "--json")).json
    answer = await desk.coaching("do", one, *act, "--by", by)
    assert answer.code == Exit.REFUSED
    assert says in answer.err
    assert (await desk.done("timeline", one, "--json")).json == before


@pytest.mark.servers
async def test_the_agreement_is_signed_from_a_template(desk: Desk) -> None:
    template = (await desk.done("acts", "sign_agency_agreement", "--template")).json
    file = desk.folder / "agreement.json"
    file.write_text(json.dumps({"topics": dict.fromkeys(template["topics"], "As agreed")}))
    words = ("sign_agency_agreement", "--from", str(file), "--by", LEADER)
    # An engagement's id stands for its agency: that is what `missing` shows.
    await desk.done("do", desk.engagements[0], *words)
    missing = (await desk.done("missing", desk.engagements[0], "--json")).json["missing"]
    assert "agency_agreement" not in {one["requirement"] for one in missing}
    less = await desk.coaching("do", AGENCY, *words[:1], "topics.learners=All", "--by", LEADER)
    assert less.code == Exit.REFUSED
    assert "Missing: expected results" in less.err


@pytest.mark.servers
async def test_settings_not_typed_stay_as_they_are(desk: Desk) -> None:
    words = ("do", AGENCY, "set_up_agency", "--by", COORDINATOR)
    await desk.done(*words, "quiet_days=30", "working_hours.start=9")
    await desk.done(*words, "checkpoint_days=12")
    [agency] = [a for a in await desk.place.store.reader.agencies() if a.settings.name == AGENCY]
    assert (agency.settings.quiet_days, agency.settings.checkpoint_days) == (30, 12)
    assert (agency.settings.working_hours.start, agency.settings.working_hours.end) == (9, 17)
    wrong = await desk.coaching(*words, "working_hours.start=20")
    assert wrong.code == Exit.USAGE
    assert "Working hours end after they start" in wrong.err


@pytest.mark.servers
async def test_what_changed_settings_would_touch_is_said_before_they_are_changed(
    desk: Desk,
) -> None:
    words = ("do", AGENCY, "set_up_agency", "quiet_days=35", "--by", COORDINATOR)
    shown = await desk.done(*words, "--dry-run")
    assert shown.out.startswith("quiet days: ")
    assert "would become 35" in shown.out
    again = await desk.done(*words, "--dry-run")
    assert again.out == shown.out, "nothing was changed by asking"


@pytest.mark.servers
async def test_leaders_are_named_by_their_addresses(desk: Desk) -> None:
    words = ("do", AGENCY, "set_up_agency", f"leaders={LEADER}", "--by", COORDINATOR)
    await desk.done(*words)
    unknown = await desk.coaching(
        "do", AGENCY, "set_up_agency", "leaders=nobody@almond.example", "--by", COORDINATOR
    )
    assert unknown.code == Exit.NOT_FOUND


@pytest.mark.servers
async def test_what_looks_like_a_client_is_remarked_upon_and_recorded_all_the_same(
    desk: Desk,
) -> None:
    note = "note=The mother Ana Gomez, case 12-34567, agreed"
    done = await desk.done("do", desk.engagements[0], "look_at_readiness", note, "--by", COACH)
    assert "Recorded: look_at_readiness" in done.out
    assert "looks like a client's name" in done.err
    assert "looks like a case number" in done.err
