"""Cohorts, accesses and the clock's anchor."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.store.world import AGENCY, ENGAGEMENT, World, id_of

pytestmark = pytest.mark.servers


async def test_a_cohort_opened_twice_is_there_once(world: World) -> None:
    ledger = world.store.cohorts
    ids = [id_of(f"row {n}") for n in range(3)]
    envelopes = [
        await world.store.envelopes.seal(one, world.launch(f"launch-{n}"))
        for n, one in enumerate(ids)
    ]
    for _ in range(2):
        await ledger.open_cohort("c1", AGENCY, "Spring", id_of("coordinator"), envelopes)
    assert list(await ledger.waiting("c1", 2)) == envelopes[:2]
    await ledger.mark_launched("c1", ids[0])
    await ledger.mark_refused("c1", ids[1], "one_learner_each")
    await ledger.mark_refused("c1", ids[0], "too_late")
    assert await ledger.progress("c1") == (1, 1, 3)
    assert list(await ledger.waiting("c1", 9)) == envelopes[2:]
    [refused] = await ledger.refused("c1")
    assert (refused.engagement_id, refused.code) == (ids[1], "one_learner_each")
    [line] = await ledger.lines(AGENCY)
    assert (line.launched, line.refused, line.total) == (1, 1, 3)


async def test_reading_confidential_text_needs_a_reason_and_is_noted(world: World) -> None:
    accesses = world.store.accesses
    with pytest.raises(ValueError, match="reason"):
        await accesses.note_access("operator", ENGAGEMENT, " ", world.clock.now())
    await accesses.note_access("operator", ENGAGEMENT, "court order", world.clock.now())
    assert [a.reason for a in await accesses.of(ENGAGEMENT)] == ["court order"]


async def test_domain_time_goes_on_without_a_jump_when_its_rate_changes(world: World) -> None:
    anchor, wall = world.store.clock_anchor, datetime(2026, 1, 5, tzinfo=UTC)
    assert await anchor.read_anchor() is None
    first = await anchor.ensure_anchor(wall, wall)
    assert await anchor.ensure_anchor(wall + timedelta(days=1), wall) == first
    later = wall + timedelta(hours=1)
    faster = await anchor.set_rate(1440, later)
    assert faster.at(later) == first.at(later)
    assert faster.at(later + timedelta(minutes=1)) == first.at(later) + timedelta(days=1)
    back = await anchor.set_rate(1, later - timedelta(hours=9))
    assert back.origin_domain == faster.origin_domain
