"""How long a command takes: end to end, in the store alone, and a whole cohort of launches."""

import asyncio
from time import perf_counter
from uuid import uuid4

from bench.bare import BareWorkflow, Row
from bench.place import BARE_QUEUE, Place
from bench.timing import Figure, compared, in_turn
from tests.store.world import AGENCY, id_of

ENGAGEMENTS = 10
WARM = 10
AT_ONCE = 5
"""Launches at a time, as a cohort's launch has them."""


async def end_to_end(place: Place, count: int = 150) -> Figure:
    """A person's act until its answer, beside the barest update that inserts one row."""
    ids = [await place.launch(f"act-{n}") for n in range(ENGAGEMENTS)]
    handles = [
        await place.client.start_workflow(BareWorkflow.run, id=f"bare-{n}", task_queue=BARE_QUEUE)
        for n in range(ENGAGEMENTS)
    ]
    run = uuid4().hex

    async def ours(n: int) -> None:
        await place.submit(ids[n % ENGAGEMENTS], f"{run}-{n}")

    async def bare(n: int) -> None:
        row = Row(f"{run}-{n}", "x" * 400)
        await handles[n % ENGAGEMENTS].execute_update("put", row)

    mine, theirs = await in_turn(count + WARM, ours, bare)
    return compared(
        "one command, end to end", "update that inserts one row", mine[WARM:], theirs[WARM:]
    )


async def store_alone(place: Place, count: int = 300) -> Figure:
    """`record` of a sealed command, beside a transaction with one INSERT."""
    ids = [await place.launch(f"record-{n}") for n in range(ENGAGEMENTS)]
    run = uuid4().hex
    sealed = [
        await place.store.envelopes.seal(ids[n % ENGAGEMENTS], place.world.note(f"{run}-{n}"))
        for n in range(count + WARM)
    ]

    async def ours(n: int) -> None:
        await place.store.engagements.record(sealed[n])

    async def bare(n: int) -> None:
        await place.rows.put_row(Row(f"{run}-{n}", "x" * 400))

    mine, theirs = await in_turn(count + WARM, ours, bare)
    return compared(
        "record one command (store alone)",
        "transaction, one INSERT",
        mine[WARM:],
        theirs[WARM:],
    )


async def cohort(place: Place, size: int = 100) -> Figure:
    """Engagements launched a second by a cohort's workflow, beside bare runs begun with a row."""
    run, half = uuid4().hex, size // 2
    mine = theirs = 0.0
    for part in range(2):
        names = [f"{run}-{part}-{n}" for n in range(half)]
        rows = [place.world.noted(id_of(name), n) for n, name in enumerate(names)]
        cohort_id = f"{run}-{part}"
        ledger = place.store.cohorts
        await ledger.open_cohort(cohort_id, AGENCY, "bench", id_of("coordinator"), rows)
        begun = perf_counter()
        await place.gateway.launch_cohort(cohort_id, AGENCY)
        await place.gateway.cohort_launched(cohort_id)
        mine += perf_counter() - begun
        theirs += await _bare_launches(place, names)
    ours, bare = size / mine, size / theirs
    return Figure(
        f"cohort launch, {size} engagements",
        "bare run with one row each, five at a time",
        "a second",
        ours,
        bare,
        bare / ours,
        facts={"engagements": size},
    )


async def _bare_launches(place: Place, names: list[str]) -> float:
    gate = asyncio.Semaphore(AT_ONCE)

    async def launch(name: str) -> None:
        async with gate:
            handle = await place.client.start_workflow(
                BareWorkflow.run, id=f"bare-{name}", task_queue=BARE_QUEUE
            )
            await handle.execute_update("put", Row(name, "x" * 400))

    begun = perf_counter()
    await asyncio.gather(*map(launch, names))
    return perf_counter() - begun
