"""What day it is in a data folder: the demonstration's clock runs ahead, and that is said."""

from datetime import datetime, timedelta

import asyncpg

from workers.clock import wall_time

_AHEAD = timedelta(minutes=1)
# Whoever ended it by force left its clock running: it goes on where the last thing happened.
_SLOW_DOWN = """
update clock set rate = 1, origin_wall = clock_timestamp(),
    origin_domain = greatest(clock_timestamp(), (select max(at) from event))
where rate <> 1
"""
_NOW = """
select origin_domain + rate * (clock_timestamp() - origin_wall) as domain from clock
"""


async def opened_calendar(owner_dsn: str) -> str:
    """See to it that a stack starts at the usual pace; what to say about its date, or nothing."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        await connection.execute(_SLOW_DOWN)
        domain = await connection.fetchval(_NOW)
    finally:
        await connection.close()
    return ahead(domain)


def ahead(domain: datetime | None) -> str:
    """A sentence where this domain time is ahead of the wall's; empty where it is not."""
    if domain is None or domain - wall_time() <= _AHEAD:
        return ""
    return f"The clock of this data folder runs ahead: it is {domain:%A, %B} {domain.day}, " + (
        f"{domain.year} there."
    )
