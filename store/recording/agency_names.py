"""No two agencies go by one name: an operator finds an agency by it."""

from domain.agency.agency import Agency
from domain.base.refusals import Refusal
from store.database import Connection
from store.log.stream_kinds import AGENCY
from store.log.streams import Streams

_LOCK = "select pg_advisory_xact_lock(hashtext('agency names'))"
_OTHERS = "select id from stream where kind = 'agency' and version > 0 and id <> $1 order by id"


async def check_unique(c: Connection, streams: Streams, agency: Agency) -> None:
    """Raises `Refusal("agency_name_taken")`. Held against others until the transaction ends.

    Reads every agency: they are few, and seldom renamed.
    """
    await c.execute(_LOCK)
    wanted = _plain(agency)
    others = [row["id"] for row in await c.fetch(_OTHERS, agency.agency_id)]
    for other in (await streams.read_many(c, AGENCY, others)).values():
        if other.state is not None and _plain(other.state) == wanted:
            raise Refusal("agency_name_taken")


def _plain(agency: Agency) -> str:
    return " ".join(agency.settings.name.split()).casefold()
