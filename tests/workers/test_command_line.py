"""Whatever is away or wrong, the command line says so in a sentence, and what to do about it."""

import json
from pathlib import Path

import pytest

from tests.servers import TemporalServer
from tests.workers.commanding import coaching
from workers.cli.exits import Exit
from workers.keys import fresh_key
from workers.stack.child import free_port


async def test_doctor_says_what_to_do_when_nothing_runs(tmp_path: Path) -> None:
    answer = await coaching(tmp_path, "doctor")
    assert answer.code == Exit.USAGE
    assert "ok  data folder: .data will be made by `coaching up`" in answer.out
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
