"""Many engagements in a moment: rows of one that was recorded, copied under other ids.

All that the engine would write is there, in the same sizes. What is sealed opens for the template
alone, so a copy can be listed, swept and digested, but neither read nor acted in.
"""

from store.queries import load
from tests.store.world import ENGAGEMENT, World, id_of

_SQL = load("tests.store", "seeding.sql")
_NAMED = ("overview", "todo", "owed_work")
_DERIVED = ("derived", "tally")
_WHOLE = ("stream", "event", "command", "data_key", "ledger", "ledger_head", "timeline", "agenda")


async def seed(world: World, first: int, last: int, per_coach: int = 10) -> None:
    """Copies number `first` + 1 to `last` of the engagement `ENGAGEMENT`."""
    people = [id_of(name) for name in ("learner", "coach", "supervisor")]
    async with world.connected() as c:
        await c.execute("set statement_timeout = 0")
        copies = _SQL["copies"].replace("$2", str(first)).replace("$3", str(last))
        await c.execute(copies.replace("$4", str(per_coach)))
        for table in _WHOLE:
            await c.execute(_SQL[table], ENGAGEMENT)
        await c.execute("alter table overview disable trigger user")
        for table in _NAMED:
            await c.execute(_SQL[table], ENGAGEMENT, *people)
        await c.execute("alter table overview enable trigger user")
        for made in _DERIVED:
            await c.execute(_SQL[made])
        await c.execute("drop table copy")
        await c.execute("analyze")
