"""Text disposed of for good, once coaching has ended: an operator's act, with its reason kept."""

from dataclasses import dataclass

from domain.base.model import EngagementId, PersonId
from domain.engagement.standing import Status
from domain.person.person import Person
from services import find
from services.reading.reasons import Why, require_reason
from services.troubles import Refused
from store.keys.shredding import Disposed
from store.store import Store


@dataclass(frozen=True)
class ToDispose:
    """What is about to be disposed of; `phrase` is what is typed to confirm it."""

    what: str
    phrase: str
    engagement: EngagementId | None = None
    person: PersonId | None = None


async def engagement(store: Store, typed: str) -> ToDispose:
    """An engagement that has ended. Raises `NotFound`, and `Refused` for one that has not."""
    state = await find.engagement(store, typed)
    one = state.engagement_id[:8]
    if state.status is not Status.ENDED:
        status = state.status.value.replace("_", " ")
        raise Refused(
            f"engagement {one} has not ended: coaching is {status}",
            "Only what has ended is disposed of.",
        )
    people = await store.reader.people(state.learners)
    names = " and ".join(people[p].name if p in people else p[:8] for p in state.learners)
    ended = f", ended {state.ended_at:%Y-%m-%d}" if state.ended_at else ""
    what = f"all that was written in engagement {one}, of {names}{ended}"
    return ToDispose(what, one, engagement=state.engagement_id)


async def person(store: Store, typed: str) -> ToDispose:
    """A person whose engagements have all ended, and who holds no office of their agency.

    Raises `NotFound`, `BadUsage`, and `Refused` for anyone else.
    """
    found = await find.person(store, typed)
    rows = await store.reader.overviews(person=found.person_id, limit=10_000)
    going_on = [row for row in rows if row.status != Status.ENDED]
    if going_on:
        some = ", ".join(row.engagement_id[:8] for row in going_on[:5])
        more = ", ..." if len(going_on) > 5 else ""
        raise Refused(
            f"{found.name} has a part in {len(going_on):,} engagements that have not ended",
            f"They are: {some}{more}.",
        )
    await _require_no_office(store, found)
    what = f"the name and the address of {found.name}"
    return ToDispose(what, found.email or found.person_id, person=found.person_id)


async def dispose(store: Store, what: ToDispose, why: Why) -> int:
    """Dispose of it; how many keys were destroyed. Raises `BadUsage` without a good reason."""
    require_reason(why)
    said = Disposed(why.by, why.reason.strip(), why.at)
    if what.engagement is not None:
        return await store.disposal.dispose_engagement(what.engagement, said)
    assert what.person is not None  # noqa: S101 - it is one or the other
    return await store.disposal.dispose_person(what.person, said)


async def _require_no_office(store: Store, found: Person) -> None:
    settings = (await find.agency(store, found.agency_id)).settings
    if found.person_id in (*settings.coordinators, *settings.leaders):
        raise Refused(
            f"{found.name} is named in the settings of {settings.name}",
            "Name somebody else there first: set_up_agency.",
        )
