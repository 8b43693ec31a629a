"""How long it takes to come back: read models made anew, and a worker that has forgotten all."""

import asyncio
import statistics
from time import perf_counter
from uuid import uuid4

from bench.place import Place
from bench.timing import Figure, percentile
from domain.engagement.views.overview import Overview
from tests.store.world import AGENCY

ROUNDS = 3
COMMANDS = 40


async def rebuild(place: Place, size: int = 100) -> Figure:
    """Read models of engagements folded anew, beside reading their events."""
    ids = await _ids(place, size)
    ours, bare, events = [], [], 0
    for _ in range(ROUNDS):
        begun = perf_counter()
        rows = [
            await place.rows.pool.fetch(
                "select * from event where stream_kind = 'engagement' and stream_id = $1 "
                "order by version",
                one,
            )
            for one in ids
        ]
        bare.append(perf_counter() - begun)
        events = sum(map(len, rows))
        begun = perf_counter()
        for one in ids:
            await place.store.rebuilder.rebuild_one("engagement", one)
        ours.append(perf_counter() - begun)
    a, b = statistics.median(ours) * 1000, statistics.median(bare) * 1000
    return Figure(
        f"rebuild of {len(ids)} engagements",
        "SELECT of their events",
        "ms",
        a,
        b,
        a / b,
        facts={"engagements": len(ids), "events": events},
    )


async def restart(place: Place, size: int = 100) -> list[Figure]:
    """A worker that starts with nothing remembered, while all its engagements stir at once.

    Begins and ends without a worker of its own: nobody else may serve the queue meanwhile.
    """
    ids = await _ids(place, size)
    async with place.engine_worker():
        await _acts(place, ids)
        quiet = await _acts(place, ids)
    begun = perf_counter()
    async with place.engine_worker():
        stirring = asyncio.create_task(_stir(place, ids))
        busy = await _acts(place, ids)
        await stirring
        took = perf_counter() - begun
    a, b = statistics.median(busy) * 1000, statistics.median(quiet) * 1000
    spread = f"p95 {percentile(busy, 95) * 1000:.1f} / {percentile(quiet, 95) * 1000:.1f}"
    what = f"one command while {len(ids)} engagements replay"
    return [
        Figure(what, "the same, quiet", "ms", a, b, a / b, spread, {"replayed_in": took}),
    ]


async def _acts(place: Place, ids: list[str]) -> list[float]:
    run, times = uuid4().hex, []
    for n in range(COMMANDS):
        begun = perf_counter()
        await place.submit(ids[n % len(ids)], f"{run}-{n}")
        times.append(perf_counter() - begun)
    return times


async def _stir(place: Place, ids: list[str]) -> None:
    """Every engagement is nudged, and has looked at what it owes."""
    await asyncio.gather(*(place.gateway.nudge(one, AGENCY) for one in ids))


async def _ids(place: Place, size: int) -> list[str]:
    rows: list[Overview] = await place.store.reader.overviews(limit=size)
    return [row.engagement_id for row in rows]
