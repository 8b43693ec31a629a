"""What is owed: kept equal to `duties(state, agency)`, so that reminders stop by themselves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg

from activities.ports import Clock
from domain.base.model import EngagementId
from domain.engagement.duties.duty import Duty
from store.database import Connection

_DELETE = """
delete from owed_work w where w.engagement_id = $1 and not exists (
    select from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
        as d (what, due, recipient, how, key)
    where d.what = w.what and d.due = w.due and d.recipient = w.recipient
)
"""
_UPSERT = """
insert into owed_work (engagement_id, what, due, recipient, how, key)
select $1, * from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
on conflict (engagement_id, what, due, recipient) do update set how = excluded.how,
    key = excluded.key where (owed_work.how, owed_work.key) <> (excluded.how, excluded.key)
"""
_DISCHARGE = """
insert into discharge (engagement_id, what, due, recipient, how, at)
values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""


async def sync(c: Connection, engagement_id: EngagementId, duties: Sequence[Duty]) -> None:
    """Owe exactly `duties`: what is new is added, what no longer holds is withdrawn."""
    once = {(d.what, d.due, d.recipient): d for d in duties}.values()
    columns = (
        [d.what for d in once],
        [d.due for d in once],
        [d.recipient for d in once],
        [d.how.value for d in once],
        [d.key for d in once],
    )
    await c.execute(_DELETE, engagement_id, *columns)
    if columns[0]:
        await c.execute(_UPSERT, engagement_id, *columns)


async def next_due(
    c: Connection, engagement_id: EngagementId, after: datetime | None = None
) -> datetime | None:
    """When the engine next has to act or deliver (later than `after`)."""
    due: datetime | None = await c.fetchval(
        "select min(due) from open_work where engagement_id = $1 and how in ('act', 'deliver') "
        "and ($2::timestamptz is null or due > $2)",
        engagement_id,
        after,
    )
    return due


async def sleep_seconds(
    c: Connection, clock: Clock, engagement_id: EngagementId, after: datetime | None = None
) -> float | None:
    """Wall seconds until then; 0 if that has come, None if nothing is pending."""
    due = await next_due(c, engagement_id, after)
    return None if due is None else max(0.0, clock.seconds_until(due))


async def due_items(
    c: Connection, engagement_id: EngagementId, now: datetime
) -> list[asyncpg.Record]:
    """(key, how) of the acts and deliveries due now, earliest first."""
    return list(
        await c.fetch(
            "select key, how from open_work where engagement_id = $1 "
            "and how in ('act', 'deliver') and due <= $2 order by due, what, recipient",
            engagement_id,
            now,
        )
    )


async def is_open(c: Connection, engagement_id: EngagementId, duty: Duty) -> bool:
    """Whether this duty was not discharged yet."""
    return not await c.fetchval(
        "select true from discharge where engagement_id = $1 and what = $2 and due = $3 "
        "and recipient = $4",
        engagement_id,
        duty.what,
        duty.due,
        duty.recipient,
    )


async def discharge(c: Connection, engagement_id: EngagementId, duty: Duty, at: datetime) -> None:
    """Note for good that it was done."""
    await c.execute(
        _DISCHARGE, engagement_id, duty.what, duty.due, duty.recipient, duty.how.value, at
    )


async def overdue(c: Connection, before: datetime, limit: int) -> list[tuple[str, str]]:
    """Engagements that owed something before then, or whose agency changed since."""
    rows = await c.fetch(
        """
        select o.engagement_id, o.agency_id
        from overview o
        join stream s on s.kind = 'engagement' and s.id = o.engagement_id
        join stream a on a.kind = 'agency' and a.id = o.agency_id
        left join lateral (
            select min(w.due) as due from open_work w
            where w.engagement_id = o.engagement_id and w.how in ('act', 'deliver') and w.due <= $1
        ) late on true
        where late.due is not null
           or (s.agency_version < a.version and o.status <> 'ended')
        order by late.due nulls last, o.engagement_id limit $2
        """,
        before,
        limit,
    )
    return [(row["engagement_id"], row["agency_id"]) for row in rows]


def domain_span(clock: Clock, wall_seconds: float) -> timedelta:
    """How much domain time passes in so many wall seconds."""
    hour = timedelta(hours=1)
    return hour * (wall_seconds / clock.seconds_until(clock.now() + hour))
