"""`do` at a terminal: asked step by step, shown before it is sent, nothing lost when refused."""

import json
from pathlib import Path

import pytest

from tests.workers.desk import AGENCY, COACH, COORDINATOR, SUPERVISOR, Desk
from tests.workers.typing_at import CTRL_C, DOWN, ENTER, terminal
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

WORDS = "a marker that nobody else writes"


def _editor(folder: Path, text: str) -> str:
    """An editor that writes this below what is there."""
    script = folder / "editor.sh"
    script.write_text(f'#!/bin/sh\necho "{text}" >> "$1"\n')
    script.chmod(0o755)
    return str(script)


async def _begun(desk: Desk, skill: str) -> str:
    people = ("--supervisor", SUPERVISOR, "--coach", COACH, "--by", COORDINATOR)
    facts = ("--purpose", "To try", "--end", "9 weeks", "--origin", "agency_initiative")
    words = ("start", "li4@almond.example", "--skill", skill, *people, *facts, "--json")
    return str((await desk.done(*words)).json["engagement"])


async def _kinds(desk: Desk, one: str) -> list[str]:
    lines = (await desk.done("timeline", one, "--reason", "a test", "--json")).json
    return [line["kind"] for line in lines]


def _settings(desk: Desk, **more: str) -> dict[str, str]:
    return {**desk.place.stack.environment, **more}


async def test_who_which_act_and_each_field_are_asked_for(desk: Desk) -> None:
    one = await _begun(desk, "Stepwise")
    editor = _editor(desk.folder, WORDS)
    async with terminal(desk.folder, "do", one, settings=_settings(desk, EDITOR=editor)) as here:
        # Learner, coach, supervisor, coordinator: the second is the coach.
        await here.answers("Who does it", DOWN + ENTER)
        await here.sees("What is done:")
        await here.sees("-- waits for you")
        await here.answers("look_at_readiness", ENTER)
        await here.sees(f"note: {WORDS}")
        await here.answers("Record this?", ENTER)
        await here.sees("Recorded: look_at_readiness")
        assert await here.ended() == Exit.OK
    assert "readiness_looked_at" in await _kinds(desk, one)


async def test_nothing_is_sent_before_it_is_agreed_to(desk: Desk) -> None:
    one = await _begun(desk, "No")
    editor = _editor(desk.folder, WORDS)
    act = ("do", one, "look_at_readiness", "--by", COACH)
    async with terminal(desk.folder, *act, settings=_settings(desk, EDITOR=editor)) as here:
        await here.answers("Record this?", "n")
        await here.answers("What now", DOWN * 3 + ENTER)
        assert await here.ended() == Exit.OK
    async with terminal(desk.folder, *act, settings=_settings(desk, EDITOR=editor)) as here:
        await here.answers("Record this?", CTRL_C)
        assert await here.ended() == 130
    assert "readiness_looked_at" not in await _kinds(desk, one)


async def test_what_is_refused_can_be_changed_and_sent_again(desk: Desk) -> None:
    one = await _begun(desk, "Refused")
    act = ("do", one, "agree_expected_end", "--by", COACH)
    async with terminal(desk.folder, *act, settings=_settings(desk)) as here:
        await here.answers("Expected end", "soon" + ENTER)
        await here.answers("Record this?", ENTER)
        await here.sees("expected_end takes a day")
        await here.answers("What now", ENTER)
        await here.answers("Which one", ENTER)
        # What was typed before stands there to be edited.
        await here.answers("soon", "\x15" + "2027-12-01" + ENTER)
        await here.answers("Record this?", ENTER)
        await here.sees("Recorded: agree_expected_end")
        assert await here.ended() == Exit.OK


async def test_what_is_refused_can_be_kept_in_a_file_and_sent_from_it(desk: Desk) -> None:
    one = await _begun(desk, "Kept")
    act = ("do", one, "prepare_conversation", "--by", COACH)
    editor = _editor(desk.folder, WORDS)
    async with terminal(desk.folder, *act, settings=_settings(desk, EDITOR=editor)) as here:
        await here.answers("Record this?", ENTER)
        await here.sees("This belongs to the stage")
        await here.answers("What now", DOWN * 2 + ENTER)
        await here.sees("Kept, readable by you alone")
        assert await here.ended() == Exit.REFUSED
    drafts = desk.place.stack.folder.path / "drafts"
    [file] = drafts.glob(f"{one[:8]}-prepare_conversation-*.json")
    assert file.stat().st_mode & 0o077 == 0
    assert WORDS in json.loads(file.read_text())["note"]
    again = await desk.coaching(*act[:3], "--from", str(file), "--by", COACH)
    assert again.code == Exit.REFUSED


async def test_the_agencys_agreement_is_written_in_one_go(desk: Desk) -> None:
    script = desk.folder / "topics.sh"
    script.write_text("#!/bin/sh\nsed -i 's/^=== .*/&\\nAgreed in one go/' \"$1\"\n")
    script.chmod(0o755)
    act = ("do", AGENCY, "sign_agency_agreement", "--by", "lena@almond.example")
    async with terminal(desk.folder, *act, settings=_settings(desk, EDITOR=str(script))) as here:
        await here.answers("Ratings to supervisor", ENTER)
        await here.sees("limits_of_the_relationship: Agreed in one go")
        await here.answers("Record this?", ENTER)
        await here.sees("Recorded: sign_agency_agreement")
        assert await here.ended() == Exit.OK


async def test_without_a_terminal_nothing_is_asked(desk: Desk) -> None:
    answer = await desk.coaching("do", desk.engagements[0], "--by", COACH)
    assert answer.code == Exit.USAGE
    assert "which act?" in answer.err
