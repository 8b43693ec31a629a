"""Accesses and the clock's anchor."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.store.world import ENGAGEMENT, World

pytestmark = pytest.mark.servers


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
