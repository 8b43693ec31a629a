"""An operator's reading of text: who, why and when, recorded before anything is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.base.model import EngagementId
from services.troubles import BadUsage
from store.store import Store

_LONGEST = 500


@dataclass(frozen=True)
class Why:
    """A reading of text by an operator: who reads, why, and when on the wall clock."""

    by: str
    reason: str
    at: datetime


async def note(store: Store, engagement_id: EngagementId, why: Why | None) -> bool:
    """Record a reading; False where there is none (`why` is None).

    Raises `BadUsage` for a reason that is empty, too long, or would not stay on its line.
    """
    if why is None:
        return False
    require_reason(why)
    await store.accesses.note_access(why.by, engagement_id, why.reason, why.at)
    return True


def require_reason(why: Why) -> None:
    """Raises `BadUsage` for a reason that is empty, too long, or would not stay on its line."""
    if not why.reason.strip():
        raise BadUsage.of("reason_empty")
    if len(why.reason) > _LONGEST:
        raise BadUsage.of("reason_too_long", most=_LONGEST)
    if not why.reason.isprintable():
        # A line break would make a line of its own in the list of readings.
        raise BadUsage.of("reason_not_one_line")


async def readings(store: Store, engagement_id: EngagementId) -> list[Mapping[str, Any]]:
    """Every reading of an engagement by an operator, oldest first, for its people to look at."""
    return [
        {"at": one.at.isoformat(timespec="minutes"), "by": one.by, "reason": one.reason}
        for one in await store.accesses.of(engagement_id)
    ]
