"""What many engagements cost that are not due: two databases, one with twenty times as many."""

import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from bench.place import two_agencies
from bench.timing import Act, Figure, compared, in_turn
from tests.store.seeding import seed
from tests.store.world import AGENCY, ENGAGEMENT, World, id_of

FEW = 1_000
TIMES = 100
WARM = 20


async def growth() -> AsyncIterator[Figure]:
    """The sweeper's query, a mail round, a list's page and recording, at both sizes in turn."""
    many = int(os.environ.get("SIZE", "20000"))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        Path(folder).chmod(0o711)  # noqa: ASYNC240 - nothing else runs yet
        async with two_agencies(Path(folder)) as (small, large):
            for world, size in ((small, FEW), (large, many)):
                await world.record(world.launch())
                await seed(world, 0, size)
            few = _acts(small)
            for name, act in _acts(large).items():
                mine, theirs = await in_turn(TIMES + WARM, act, few[name])
                what = f"{name}, {many:,} engagements"
                yield compared(what, f"the same, {FEW:,}", mine[WARM:], theirs[WARM:])


def _acts(world: World) -> dict[str, Act]:
    store = world.store

    async def sweep(_: int) -> object:
        return await store.engagements.overdue(60, 500)

    async def mails(_: int) -> object:
        return await store.mail_room.freeze_digests()

    async def summaries(_: int) -> object:
        return await store.mail_room.freeze_summaries(AGENCY)

    async def page(_: int) -> object:
        rows = await store.reader.overviews(agency=AGENCY, limit=50)
        return await store.reader.overviews(agency=AGENCY, limit=50, after=rows[-1])

    async def at_risk(_: int) -> object:
        return await store.reader.overviews(agency=AGENCY, at_risk=True, limit=50)

    async def todo(_: int) -> object:
        return await store.reader.todo(id_of("coach"))

    async def record(n: int) -> object:
        return await world.record(world.note(f"note-{n}"), ENGAGEMENT)

    return {
        "sweeper's query": sweep,
        "mail round, nothing due": mails,
        "closing summaries, nothing closed": summaries,
        "two pages of a list": page,
        "list of those at risk, none": at_risk,
        "what one person can do": todo,
        "seal and record one command": record,
    }
