"""Whatever is away or wrong, the command line says so in a sentence, and what to do about it."""

import json
import os
from pathlib import Path

import pytest

from tests.servers import TemporalServer
from tests.workers.commanding import CODE, coaching
from workers.cli.exits import Exit
from workers.folders import Folder, usual_folder
from workers.keys import fresh_key, kept_keys
from workers.stack.child import free_port

pytestmark = pytest.mark.servers
"""Each starts processes, which takes seconds: apart from the fast ones."""


async def test_doctor_says_what_to_do_when_nothing_runs(tmp_path: Path) -> None:
    answer = await coaching(tmp_path, "doctor")
    assert answer.code == Exit.USAGE
    assert f"ok  data folder: {tmp_path}/.data will be made by `coaching up`" in answer.out
    assert "**  PostgreSQL: no PostgreSQL is set" in answer.out
    assert "coaching up" in answer.out
    assert answer.err == ""


async def test_doctor_answers_scripts_too(tmp_path: Path) -> None:
    findings = json.loads((await coaching(tmp_path, "doctor", "--json")).out)
    assert {one["name"]: one["ok"] for one in findings} == {
        "Python": True,
        "data folder": True,
        "keys": False,
        "PostgreSQL": False,
        "Temporal": False,
        "worker": False,
        "console": True,  # none is asked for here
        "mail server": False,
        "clock": False,
        "signed heads": False,
    }


async def test_a_worker_without_postgresql_says_so_and_ends(tmp_path: Path) -> None:
    port = free_port()
    answer = await coaching(
        tmp_path,
        "worker",
        COACHING_DATABASE_URL=f"postgresql://coaching_engine:hush@127.0.0.1:{port}/coaching",
        COACHING_TEMPORAL_ADDRESS="127.0.0.1:1",
        COACHING_MASTER_KEY=fresh_key(),
        COACHING_CHAIN_KEY=fresh_key(),
    )
    assert answer.code == Exit.UNREACHABLE
    assert f"PostgreSQL at 127.0.0.1:{port}/coaching does not answer" in answer.err
    assert "COACHING_DATABASE_URL" in answer.err
    assert "hush" not in answer.err + answer.out
    assert "Traceback" not in answer.err


async def test_a_worker_without_settings_says_which_are_missing(tmp_path: Path) -> None:
    answer = await coaching(tmp_path, "worker")
    assert answer.code == Exit.USAGE
    assert "no PostgreSQL is set" in answer.err


@pytest.mark.servers
async def test_doctor_tells_a_server_that_is_away_from_one_that_answers(
    tmp_path: Path, temporal: TemporalServer
) -> None:
    answer = await coaching(
        tmp_path,
        "doctor",
        COACHING_TEMPORAL_ADDRESS=temporal.address,
        COACHING_DATABASE_URL=f"postgresql://e:p@127.0.0.1:{free_port()}/coaching",
        COACHING_TASK_QUEUE="nobody-asks-this",
    )
    assert f"ok  Temporal: {temporal.address}" in answer.out
    assert "**  worker: none asks the task queue nobody-asks-this" in answer.out
    assert "**  PostgreSQL: PostgreSQL at 127.0.0.1" in answer.out


async def test_a_wrong_option_is_a_matter_of_usage(tmp_path: Path) -> None:
    answer = await coaching(tmp_path, "doctor", "--sideways")
    assert answer.code == Exit.USAGE
    assert "--sideways" in answer.err


async def test_help_needs_neither_temporal_nor_a_database(tmp_path: Path) -> None:
    answer = await coaching(tmp_path, "--help", PYTHONPROFILEIMPORTTIME="1")
    assert answer.code == Exit.OK
    assert "doctor" in answer.out
    imported = {line.rpartition("|")[2].strip() for line in answer.err.splitlines()}
    assert "typer" in imported
    assert not {"temporalio", "asyncpg", "pydantic", "workers.settings"} & imported


async def test_a_key_is_made_for_whoever_asks(tmp_path: Path) -> None:
    first, second = [(await coaching(tmp_path, "key")).out for _ in range(2)]
    assert first != second
    assert len(first.strip()) == 44


async def test_a_stopped_stack_is_told_from_none_at_all(tmp_path: Path) -> None:
    kept_keys(tmp_path / ".data" / "keys", make=True)
    answer = await coaching(tmp_path, "list")
    assert answer.code == Exit.UNREACHABLE
    assert f"the stack on {tmp_path}/.data does not run" in answer.err
    assert "coaching up" in answer.err
    doctor = await coaching(tmp_path, "doctor")
    assert doctor.code == Exit.UNREACHABLE
    assert f"ok  keys: both are in {tmp_path}/.data/keys" in doctor.out


async def test_a_stack_that_is_just_starting_is_waited_for(tmp_path: Path) -> None:
    handle = Folder(tmp_path / ".data").claim()
    try:
        answer = await coaching(tmp_path, "list")
    finally:
        os.close(handle)
    assert answer.code == Exit.UNREACHABLE
    assert "is just starting" in answer.err


def test_the_data_folder_is_found_from_below_and_else_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.close(Folder(tmp_path / ".data").claim())
    below = tmp_path / "reports" / "june"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert usual_folder() == tmp_path / ".data"
    (tmp_path / ".data" / "lock").unlink()
    assert usual_folder() == CODE / ".data"


async def test_where_the_data_folder_was_found_is_said(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".data")
    handle = folder.claim()
    folder.tell({"COACHING_DATABASE_URL": f"postgresql://e:p@127.0.0.1:{free_port()}/c"}, {})
    (tmp_path / "below").mkdir()
    try:
        answer = await coaching(tmp_path / "below", "people", COACHING_DATA_DIR="")
    finally:
        os.close(handle)
    assert f"Data folder: {tmp_path}/.data" in answer.err
