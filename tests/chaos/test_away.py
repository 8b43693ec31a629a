"""A server is away: in ten seconds the operator is told which, and what to do; nothing is lost."""

import asyncio
import os
import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from tests.chaos.proxies import TcpProxy
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import letters
from tests.journeys.place import Place, opened_place
from tests.journeys.terminal import Ran, coaching
from workers.stack.child import free_port

pytestmark = [pytest.mark.servers, pytest.mark.journey]

LIMIT = 10.0


async def _asked(place: Place, told: Told, **changed: str) -> tuple[Ran, Ran]:
    """`do` and `list`. On a busy machine an interpreter's own start takes long: it is let off."""
    start = (await coaching("acts", "--json", variables={})).seconds
    variables = {**place.stack.environment, **changed}
    act = ("do", told.id, "keep_journal", "note=Not to be lost", "--by", told.cast.email("coach"))
    done = await coaching(*act, variables=variables)
    listed = await coaching("list", "--json", variables=variables)
    assert done.seconds - start < LIMIT
    assert listed.seconds - start < LIMIT
    for ran in (done, listed):
        assert "Traceback" not in ran.err
        assert "Not to be lost" not in ran.err
    return done, listed


def _elsewhere(place: Place, port: int) -> dict[str, dict[str, str]]:
    url = place.stack.environment["COACHING_DATABASE_URL"]
    return {
        "PostgreSQL": {"COACHING_DATABASE_URL": re.sub(r":\d+/", f":{port}/", url)},
        "Temporal": {"COACHING_TEMPORAL_ADDRESS": f"127.0.0.1:{port}"},
    }


@pytest.mark.long
async def test_a_server_that_is_down_or_silent_is_named(place: Place) -> None:
    told = await launched(place, await assemble(place))
    events = len(await told.kinds())
    silent = TcpProxy(place.stack.postgres.port)
    silent.hold()
    await silent.start()
    try:
        for port in (free_port(), silent.port):
            for server, changed in _elsewhere(place, port).items():
                done, listed = await _asked(place, told, **changed)
                assert done.code == 6, done.err
                assert f"{server} at 127.0.0.1:{port}" in done.err
                assert "Start it, or correct COACHING_" in done.err
                assert listed.code == (6 if server == "PostgreSQL" else 0), listed.err
                if server == "PostgreSQL":
                    assert f"{server} at 127.0.0.1:{port}" in listed.err
    finally:
        await silent.stop()
    assert len(await told.kinds()) == events


async def test_without_a_worker_the_outcome_is_unknown_and_repeating_it_is_safe(
    place: Place,
) -> None:
    told = await launched(place, await assemble(place))
    await place.stack.stop_worker()
    done, listed = await _asked(place, told)
    assert done.code == 7, done.err
    assert "worker" in done.err
    assert [row["engagement_id"] for row in listed.json] == [told.id]
    found = re.search(r"--command-id (\S+)", done.err)
    assert found, done.err
    await place.start_worker()
    act = ("do", told.id, "keep_journal", "note=Not to be lost", "--by", told.cast.email("coach"))
    again = await place.coaching(*act, "--command-id", found[1], "--json")
    assert again.code == 0, again.err
    assert (await told.kinds()).count("journal_kept") == 1


async def test_without_a_mail_server_all_goes_on_and_mail_waits(place: Place) -> None:
    told = await launched(place, await assemble(place))
    soon = place.engine.clock.now() + timedelta(hours=12)
    await told.does("coach", "schedule_session", starts=soon)
    await place.stack.mail.stop()
    done, listed = await _asked(place, told)
    assert (done.code, listed.code) == (0, 0)
    await place.mail_round()
    doctor = await place.coaching("doctor")
    assert doctor.code == 6
    # The stack that runs here keeps the mail catcher, and starts it again.
    assert "mail server: The mail catcher is on its way back" in doctor.out
    assert letters(place.stack.mail.folder) == []
    await place.stack.mail.start()
    await place.mail_round()
    to = {letter.to for letter in letters(place.stack.mail.folder)}
    assert to == {told.cast.email("learner"), told.cast.email("coach")}


@pytest.mark.long
async def test_all_killed_at_once_and_started_again_nothing_accepted_is_lost(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    async with opened_place(folder) as place:
        told = await launched(place, await assemble(place))
        cast, engagement_id = told.cast, told.id
        for n in range(10):
            await told.does("coach", "keep_journal", note=f"Day {n}")
        events = await told.kinds()
        pids = (place.stack.postgres.pid, place.stack.temporal.pid)
        await place.kill_worker()
        for pid in pids:
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
    async with opened_place(folder) as place:
        told = Told(place, cast, engagement_id)
        assert await told.kinds() == events
        await told.does("coach", "keep_journal", note="It goes on")
        assert (await told.kinds()).count("journal_kept") == 11
        verified, listed = await asyncio.gather(
            place.coaching("verify"), place.coaching("list", "--json")
        )
        assert verified.code == 0
        assert [row["engagement_id"] for row in listed.json] == [engagement_id]
