"""`coaching doctor` and commands on a busy machine, a full disk, a folder that is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from services.troubles import BadUsage, Trouble, Unreachable
from tests.workers.commanding import coaching
from workers.cli.doctor import machine
from workers.cli.exits import Exit
from workers.demo.own_folder import take_for_demo
from workers.disk import LEAST, after_failure
from workers.folders import Folder
from workers.servers import away, reaching_postgres
from workers.settings import Settings

DSN = "postgresql://e:p@127.0.0.1:1/coaching"
_GONE = 2**22 + 1
"""No process has this id: it is above the kernel's highest."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """Of a running stack."""
    folder = Folder(tmp_path)
    handle = folder.claim()
    yield folder
    os.close(handle)


async def test_a_server_that_runs_and_is_slow_is_not_said_to_be_gone(folder: Folder) -> None:
    folder.tell({"COACHING_DATABASE_URL": DSN}, {"postgres": os.getpid()})
    with pytest.raises(Unreachable, match="PostgreSQL runs, but does not answer in time") as slow:
        async with reaching_postgres(Settings(data_dir=folder.path), DSN):
            raise TimeoutError
    assert "busy" in slow.value.remedy


@pytest.mark.parametrize(("name", "part"), [("PostgreSQL", "postgres"), ("Temporal", "temporal")])
def test_one_that_ended_is_on_its_way_back(folder: Folder, name: str, part: str) -> None:
    settings = Settings(data_dir=folder.path)
    folder.tell({"ADDRESS": "127.0.0.1:1"}, {part: _GONE})
    assert "on its way back" in away(settings, name, "127.0.0.1:1", "it").what
    folder.tell({"ADDRESS": "127.0.0.1:1"}, {part: os.getpid()})
    assert "does not answer in time" in away(settings, name, "127.0.0.1:1", "it").what


def test_no_look_spends_its_time_on_imports() -> None:
    code = (
        "import sys, workers.cli.doctor.examination\n"
        "print({'asyncpg', 'httpx', 'aiosmtplib', 'temporalio.client'} - set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class _Usage:
    free = LEAST - 1


def test_where_the_disk_is_full_a_server_that_failed_is_no_riddle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert after_failure(tmp_path) == after_failure(tmp_path / "not" / "there")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage)
    assert "64 MB are left on the disk" in after_failure(tmp_path)
    assert "Free some space" in after_failure(tmp_path)


async def test_doctor_says_that_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path)
    assert "is writable" in await machine.folder(settings)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage)
    with pytest.raises(Trouble, match="are left on the disk"):
        await machine.folder(settings)


async def test_a_full_disk_of_postgresql_asks_for_no_migration(folder: Folder) -> None:
    with pytest.raises(Unreachable, match=r"the disk of PostgreSQL at .* is full") as full:
        async with reaching_postgres(Settings(data_dir=folder.path), DSN):
            raise asyncpg.DiskFullError
    assert "migrate" not in full.value.remedy


@pytest.mark.parametrize("command", ["up", "demo"])
async def test_a_folder_that_cannot_be_one_is_named(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    answer = await coaching(tmp_path, command, "--data-dir", "file")
    assert answer.code == Exit.USAGE
    assert "file can't be the data folder: File exists" in answer.err
    assert "--data-dir" in answer.err
    with pytest.raises(BadUsage, match="Not a directory"):
        take_for_demo(tmp_path / "file" / "in it")
