"""What a caller is told when the engine, or half of it, is away."""

import time

import pytest
from temporalio.client import Client
from temporalio.service import RPCError

from activities.ports import StoreUnavailable
from tests.workflows.engine import Engine, envelope, new_id
from tests.workflows.fakes import AGENCY
from workers.stack.child import free_port
from workflows.connection import TemporalUnreachable, connect
from workflows.errors import EngineUnreachable, OutcomeUnknown
from workflows.gateway import Gateway

pytestmark = pytest.mark.servers


async def test_without_a_worker_the_caller_learns_that_none_is_at_work(client: Client) -> None:
    engine = Engine(client)
    begun = time.monotonic()
    with pytest.raises(OutcomeUnknown, match="No worker") as unknown:
        await engine.submit(new_id(), "launch", command_id="c1", launch=True)
    assert time.monotonic() - begun < 10
    assert "same command id (c1)" in str(unknown.value)
    assert not isinstance(unknown.value, EngineUnreachable)


async def test_without_temporal_the_caller_learns_which_address(client: Client) -> None:
    address = f"127.0.0.1:{free_port()}"
    lost = await connect(address, lazy=True)
    engine = Engine(lost)
    begun = time.monotonic()
    with pytest.raises(EngineUnreachable, match=address):
        await engine.submit(new_id(), "launch", launch=True)
    assert time.monotonic() - begun < 10


async def test_connecting_to_nothing_says_so_in_time() -> None:
    address = f"127.0.0.1:{free_port()}"
    begun = time.monotonic()
    with pytest.raises(TemporalUnreachable, match=address):
        await connect(address)
    assert time.monotonic() - begun < 10


async def test_a_slow_answer_is_unknown_and_repeating_it_tells(engine: Engine) -> None:
    engagement = await engine.launched()
    engine.log.delay = 0.5
    hasty = Gateway(engine.client, engine.log, engine.queue, timeout=0.1)
    with pytest.raises(OutcomeUnknown):
        await hasty.submit(envelope(engagement, "note", command_id="c1"), AGENCY)
    engine.log.delay = 0
    again = await engine.submit(engagement, "note", command_id="c1")
    assert (again.version, again.repeated) == (2, True)


async def test_a_superseded_worker_is_told_to_end_and_the_command_may_be_repeated(
    engine: Engine,
) -> None:
    engagement = await engine.launched()
    with pytest.raises(StoreUnavailable):
        await engine.submit(engagement, "superseded")
    assert engine.superseded.is_set()
    assert engine.log.streams[engagement].version == 1


async def test_launching_twice_launches_once(engine: Engine) -> None:
    engagement = new_id()
    first = await engine.submit(engagement, "launch", command_id="c1", launch=True)
    again = await engine.submit(engagement, "launch", command_id="c1", launch=True)
    assert (first.repeated, again.repeated) == (False, True)
    assert engine.log.streams[engagement].version == 1


async def test_a_run_that_temporal_lost_is_started_again_by_the_next_command(
    engine: Engine,
) -> None:
    engagement = await engine.launched()
    await engine.handle(engagement).terminate()
    assert (await engine.submit(engagement, "note")).version == 2


async def test_nothing_is_started_for_an_engagement_that_the_log_does_not_know(
    engine: Engine,
) -> None:
    engagement = new_id()
    await engine.gateway.nudge(engagement, AGENCY)
    await engine.handle(engagement).result()
    assert engagement not in engine.log.streams
    with pytest.raises(RPCError):
        await engine.handle(new_id()).describe()
