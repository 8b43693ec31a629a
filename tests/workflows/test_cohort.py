"""A cohort's launch: all its engagements, once each, however often it is started."""

import asyncio

import pytest

from activities.cohorts import CohortProgress
from tests.workflows.engine import Engine, envelope, new_id

pytestmark = pytest.mark.servers


async def test_launching_a_cohort_twice_launches_each_once(engine: Engine) -> None:
    cohort = new_id()
    engine.ledger.rows[cohort] = [envelope(new_id(), "launch") for _ in range(30)]
    engine.ledger.rows[cohort].append(envelope(new_id(), "refuse"))
    await asyncio.gather(*(engine.gateway.launch_cohort(cohort, "agency-1") for _ in range(2)))
    expected = CohortProgress(launched=30, refused=1, total=31)
    assert await engine.gateway.cohort_launched(cohort) == expected
    await engine.gateway.launch_cohort(cohort, "agency-1")
    assert await engine.gateway.cohort_launched(cohort) == expected
    assert len(engine.log.streams) == 30
    assert all(stream.version == 1 for stream in engine.log.streams.values())


async def test_rows_added_later_are_launched_by_starting_again(engine: Engine) -> None:
    cohort = new_id()
    for size in (1, 2):
        engine.ledger.rows.setdefault(cohort, []).append(envelope(new_id(), "launch"))
        await engine.gateway.launch_cohort(cohort, "agency-1")
        assert (await engine.gateway.cohort_launched(cohort)).launched == size


async def test_a_store_that_is_away_delays_a_launch_and_loses_none(engine: Engine) -> None:
    cohort = new_id()
    engine.ledger.rows[cohort] = [envelope(new_id(), "launch") for _ in range(3)]
    engine.log.down = True
    await engine.gateway.launch_cohort(cohort, "agency-1")
    await asyncio.sleep(0.3)
    engine.log.down = False
    assert (await engine.gateway.cohort_launched(cohort)).launched == 3
