"""The barest thing of the same sort: an update whose local activity inserts one row."""

from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity, workflow

with workflow.unsafe.imports_passed_through():
    import asyncpg


@dataclass
class Row:
    """What is inserted."""

    key: str
    body: str


@workflow.defn(name="Bare")
class BareWorkflow:
    """A mailbox with nothing in it."""

    @workflow.run
    async def run(self) -> None:
        """For ever."""
        await workflow.wait_condition(lambda: False)

    @workflow.update(name="put")
    async def put(self, row: Row) -> int:
        """Insert one row."""
        answer: int = await workflow.execute_local_activity(
            "put_row", row, result_type=int, start_to_close_timeout=timedelta(seconds=5)
        )
        return answer


class Rows:
    """The barest store: one table, one row a transaction."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self.pool = pool

    async def make(self) -> None:
        """The table."""
        await self.pool.execute("create table bare (key text primary key, body text not null)")

    @activity.defn(name="put_row")
    async def put_row(self, row: Row) -> int:
        """Insert it."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("insert into bare values ($1, $2)", row.key, row.body)
        return 1
