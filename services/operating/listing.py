"""Lists an operator looks through: people, mails, cohorts. No content of anything."""

from collections import Counter, defaultdict
from typing import Any

from services import find
from store.store import Store


async def people(store: Store, agency: str | None) -> list[dict[str, Any]]:
    """Everyone known: who, and in how many engagements in what part."""
    wanted = await find.agency_or_all(store, agency)
    listed = []
    for one in await store.reader.agencies():
        if wanted not in (None, one.agency_id):
            continue
        parts: dict[str, Counter[str]] = defaultdict(Counter)
        for row in await store.reader.overviews(agency=one.agency_id, limit=1_000_000):
            for learner in row.learners:
                parts[learner]["learner"] += 1
            if row.coach:
                parts[row.coach]["coach"] += 1
            parts[row.supervisor]["supervisor"] += 1
            parts[row.coordinator]["coordinator"] += 1
        if one.agreement:
            parts[one.agreement.signed_by]["signed for the agency"] += 1
        listed += [
            {
                "person": p.person_id,
                "agency": one.settings.name,
                "name": p.name,
                "email": p.email,
                "time_zone": p.time_zone,
                "roles": dict(parts[p.person_id]),
            }
            for p in await store.reader.people_of(one.agency_id)
        ]
    return sorted(listed, key=lambda p: (p["agency"], p["name"].casefold(), p["person"]))


async def mails(
    store: Store, agency: str | None, status: str | None, limit: int
) -> list[dict[str, Any]]:
    """What became of mails, newest first, with whom they are for."""
    wanted = await find.agency_or_all(store, agency)
    lines = await store.reader.mails(agency=wanted, status=status, limit=limit)
    names = await store.reader.people({line.recipient for line in lines})
    return [
        {
            "mail": line.mail_id,
            "kind": line.kind,
            "to": names[line.recipient].name if line.recipient in names else line.recipient[:8],
            "engagement": line.engagement_id,
            "status": line.status,
            "made": line.frozen_at.isoformat(),
            "settled": line.settled_at.isoformat() if line.settled_at else None,
            "reason": line.reason,
        }
        for line in lines
    ]


async def cohorts(store: Store, agency: str | None) -> list[dict[str, Any]]:
    """Cohorts, newest first, with how far their launch is."""
    wanted = await find.agency_or_all(store, agency)
    named = {a.agency_id: a.settings.name for a in await store.reader.agencies()}
    return [
        {
            "cohort": line.name,
            "agency": named.get(line.agency_id, line.agency_id[:8]),
            "opened": line.opened_at.isoformat(),
            "launched": line.launched,
            "refused": line.refused,
            "waiting": line.total - line.launched - line.refused,
        }
        for line in await store.cohorts.lines(wanted)
    ]
