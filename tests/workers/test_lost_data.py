"""Nothing that was lost from a data folder is replaced in silence, and nothing is deleted."""

import asyncio
import json
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.troubles import BadUsage, NotVerified
from tests.domain.cohort.cohort_given import other, text
from tests.workers.commanding import Answer, begin, coaching
from workers.cli.exits import Exit
from workers.keys import fresh_key, kept_keys
from workers.stack import ground
from workers.stack.child import ServerFailed
from workers.stack.cluster import Cluster
from workers.stack.whole import running


def test_a_folder_that_never_had_a_log_may_begin_one(tmp_path: Path) -> None:
    ground.check(tmp_path, Cluster(tmp_path / "postgres"))


@pytest.mark.parametrize("left", ["keys/chain.key", "heads.jsonl", "temporal/temporal.db"])
def test_what_a_log_leaves_behind_shows_that_it_is_missing(tmp_path: Path, left: str) -> None:
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).touch()
    with pytest.raises(NotVerified, match="the log is missing") as missing:
        ground.check(tmp_path, Cluster(tmp_path / "postgres"))
    assert "--begin-anew" in missing.value.remedy
    assert "backup" in missing.value.remedy


def test_half_a_copy_of_a_log_is_left_alone(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "postgres")
    (cluster.data / "base").mkdir(parents=True)
    with pytest.raises(NotVerified, match="is not whole"):
        ground.check(tmp_path, cluster)
    with pytest.raises(ServerFailed, match="no database is made over it"):
        cluster.make(None, durable=False)
    assert (cluster.data / "base").is_dir()


def test_a_kept_key_that_is_none_is_refused_by_its_file(tmp_path: Path) -> None:
    kept_keys(tmp_path, make=True)
    (tmp_path / "chain.key").write_bytes(b"\xff\xfe")
    with pytest.raises(BadUsage, match=r"chain\.key is no key: it is not base64"):
        kept_keys(tmp_path, make=False)


@pytest.fixture(scope="module")
async def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one engagement in its log, whose stack was stopped."""
    folder = tmp_path_factory.mktemp("whole")
    async with _up(folder):
        (folder / "autumn.csv").write_text(text(other(0)), encoding="utf-8")
        launched = await coaching(folder, "launch", "autumn.csv")
        assert launched.code == Exit.OK, launched.err
    return folder


@pytest.fixture
def hurt(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    owner = (whole / ".data" / "postgres" / "data").stat()
    postgres = tmp_path / ".data" / "postgres"
    for one in (postgres, *postgres.rglob("*")):
        shutil.chown(one, owner.st_uid, owner.st_gid)
    return tmp_path


@asynccontextmanager
async def _up(folder: Path, *words: str) -> AsyncIterator[list[str]]:
    """A running `coaching up`; what it said on stderr is there once it has ended."""
    said: list[str] = []
    process = await begin(folder, "up", *words)
    assert process.stdout is not None
    try:
        first = await asyncio.wait_for(process.stdout.readline(), 60)
        assert b"Running on" in first, await process.communicate()
        yield said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        _, err = await asyncio.wait_for(process.communicate(), 20)
        said.extend(err.decode().splitlines())


async def _refused(folder: Path) -> Answer:
    """`coaching up` that must not come up, and leaves everything as it was."""
    before = _files(folder)
    answer = await coaching(folder, "up")
    assert _files(folder) == before
    assert "Traceback" not in answer.err
    return answer


def _files(folder: Path) -> set[str]:
    """What is there, less what a server writes down while it runs."""
    kept = (folder / ".data").glob("[khpt]*/*")
    return {str(one) for one in kept if one.name not in ("log", "lock")}


async def _learners(folder: Path) -> int:
    return len(json.loads((await coaching(folder, "list", "--json")).out))


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
@pytest.mark.parametrize("gone", ["postgres", "postgres/data"])
async def test_a_missing_database_is_never_replaced_by_an_empty_one(hurt: Path, gone: str) -> None:
    shutil.rmtree(hurt / ".data" / gone)
    answer = await _refused(hurt)
    assert answer.code == Exit.NOT_VERIFIED
    assert "the log is missing" in answer.err
    assert "backup" in answer.err


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
async def test_beginning_anew_on_purpose_keeps_what_was_there(hurt: Path) -> None:
    key = (hurt / ".data" / "keys" / "chain.key").read_text()
    async with _up(hurt, "--begin-anew") as said:
        assert await _learners(hurt) == 0
    assert any("Begun anew" in line for line in said)
    [aside] = (hurt / ".data").glob("set-aside-*")
    assert (aside / "keys" / "chain.key").read_text() == key
    assert (aside / "postgres" / "data" / "PG_VERSION").exists()


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
@pytest.mark.parametrize("lost", ["master.key", "chain.key"])
async def test_a_missing_or_other_key_is_refused_at_the_start(hurt: Path, lost: str) -> None:
    file = hurt / ".data" / "keys" / lost
    right = file.read_text()
    file.unlink()
    missing = await _refused(hurt)
    assert missing.code == Exit.USAGE
    assert f"{lost} is missing" in missing.err
    file.write_text(fresh_key())
    wrong = await _refused(hurt)
    assert wrong.code == Exit.USAGE
    assert f"{lost} is another key" in wrong.err
    assert "backup" in wrong.err
    file.write_text(right)
    async with _up(hurt):
        assert await _learners(hurt) == 1


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
async def test_a_missing_or_other_password_is_refused_at_the_start(hurt: Path) -> None:
    file = hurt / ".data" / "postgres" / "password"
    file.write_text("guess\n")
    wrong = await _refused(hurt)
    assert wrong.code == Exit.USAGE
    assert "holds another password" in wrong.err
    file.unlink()
    missing = await _refused(hurt)
    assert missing.code == Exit.USAGE
    assert "password is missing" in missing.err
    assert "backup" in missing.err


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
async def test_temporal_is_made_anew_from_the_log_and_it_is_said(hurt: Path) -> None:
    shutil.rmtree(hurt / ".data" / "temporal")
    async with _up(hurt) as said:
        assert await _learners(hurt) == 1
        doctor = await coaching(hurt, "doctor")
        assert doctor.code == Exit.OK, doctor.out
    assert any("Temporal's memory is gone" in line for line in said)
    assert any("1 engagement goes on" in line for line in said)


@pytest.mark.servers
async def test_a_first_start_that_was_cut_short_is_simply_made_again(tmp_path: Path) -> None:
    data = tmp_path / ".data"
    draft = data / "postgres" / ".draft"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").touch()
    async with running(data, worker=False) as stack:
        assert stack.postgres.running


@pytest.mark.long
@pytest.mark.servers
@pytest.mark.journey
async def test_a_backup_that_is_brought_back_goes_on(hurt: Path, whole: Path) -> None:
    async with _up(hurt):
        (hurt / "winter.csv").write_text(text(other(1)), encoding="utf-8")
        later = await coaching(hurt, "launch", "winter.csv", "--cohort", "winter")
        assert later.code == Exit.OK, later.err
    backup, lost = whole / ".data" / "postgres", hurt / ".data" / "postgres"
    shutil.rmtree(lost)
    assert (await _refused(hurt)).code == Exit.NOT_VERIFIED
    await _copied(backup, lost)
    async with _up(hurt):
        recovered = await coaching(hurt, "recover", "--restored")
        assert recovered.code == Exit.OK, recovered.err
        assert "1 engagement goes on" in recovered.out
        assert (await coaching(hurt, "verify")).code == Exit.OK
        again = await coaching(hurt, "launch", "winter.csv", "--cohort", "winter")
        assert again.code == Exit.OK, again.err
        assert await _learners(hurt) == 2


async def _copied(there: Path, here: Path) -> None:
    """As `cp -a` does, which the manual names."""
    copying = await asyncio.create_subprocess_exec("cp", "-a", str(there), str(here))
    assert await copying.wait() == 0
