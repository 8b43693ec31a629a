"""The program report over thousands of finished courses, beside opening their engagements."""

import os
import statistics
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from time import perf_counter

from bench.finished import finish
from bench.place import two_agencies
from bench.timing import Figure
from domain.program.course import course_of
from services.coordinating.report import make_report
from tests.services.asking import engine_of
from tests.store.world import World, id_of

FEW = 1_000
TIMES = 3
SAMPLE = 100


async def reports() -> AsyncIterator[Figure]:
    """One made at `FEW` finished courses and at `SIZE`; each learner answered on trust twice."""
    many = int(os.environ.get("SIZE", "10000"))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with two_agencies(Path(folder)) as worlds:
            for world, size in zip(worlds, (FEW, many), strict=True):
                await finish(world, size)
                ours, bare = [], []
                for _ in range(TIMES):
                    ours.append(await _made(world, size))
                    bare.append(await _opened(world) * size / SAMPLE)
                a, b = (statistics.median(one) * 1000 for one in (ours, bare))
                beside = f"every engagement opened (as {SAMPLE} took)"
                yield Figure(f"program report, {size:,} courses", beside, "ms", a, b, a / b)


async def _made(world: World, size: int) -> float:
    engine = await engine_of(world)
    person = (await world.store.reader.people([id_of("coordinator")]))[id_of("coordinator")]
    begun = perf_counter()
    made = await make_report(engine, person)
    took = perf_counter() - begun
    if made.learners != size:
        raise RuntimeError(f"{made.learners} are in it, not {size}")
    await world.sql("delete from program_report")
    return took


async def _opened(world: World) -> float:
    """What it took before there were rows of courses, without the answers on trust."""
    rows = await world.sql("select engagement_id, learner from course limit $1", SAMPLE)
    begun = perf_counter()
    for row in rows:
        state = await world.store.reader.state(row["engagement_id"])
        events = [event for _, event in await world.store.reader.events(row["engagement_id"])]
        if state is None or course_of(state, events, row["learner"]) is None:
            raise RuntimeError("not finished")
    return perf_counter() - begun
