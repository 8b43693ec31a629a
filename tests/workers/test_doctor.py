"""`coaching doctor` and commands on a busy machine: slow is told apart from away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.troubles import Unreachable
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
