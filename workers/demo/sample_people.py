"""The made-up people one can sign in as, to look at the demonstration from every side."""

from dataclasses import dataclass

from domain.engagement.views.overview import Overview
from domain.person.person import Person
from services.signing.sign_in import make_link
from store.store import Store


@dataclass(frozen=True)
class Sample:
    """One of them, and the way in: an address that is good once, for ten minutes."""

    role: str
    person: Person
    address: str


async def sample_people(store: Store) -> dict[str, Person]:
    """One person a role, of one and the same engagement; nobody where there is none."""
    rows = await store.reader.overviews()
    row = _telling(rows)
    if row is None:
        return {}
    agency = await store.reader.agency(row.agency_id)
    leaders = agency.settings.leaders if agency else ()
    ids = {
        "coordinator": row.coordinator,
        "coach": row.coach,
        "learner": row.learners[0],
        "supervisor": row.supervisor,
        "leader": leaders[0] if leaders else None,
    }
    people = await store.reader.people({one for one in ids.values() if one})
    return {role: people[one] for role, one in ids.items() if one in people}


async def samples(store: Store, base_url: str) -> list[Sample]:
    """The same with a fresh link for each."""
    return [
        Sample(
            role,
            person,
            f"{base_url}/sign-in/link/{await make_link(store, [person], provider=False)}",
        )
        for role, person in (await sample_people(store)).items()
    ]


def _telling(rows: list[Overview]) -> Overview | None:
    """The newest engagement, rather one under way, whose learner supervises nobody."""
    supervisors = {row.supervisor for row in rows}
    plain = [row for row in rows if row.coach and not supervisors.intersection(row.learners)]
    under_way = [row for row in plain if row.status == "active"]
    return next(reversed(under_way or plain or [row for row in rows if row.coach]), None)
