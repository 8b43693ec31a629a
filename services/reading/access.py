"""Who may reach what: the one place that pages, feeds and API ask.

Every refusal is logged and kept, and every reading of text is logged: ids alone, never content.
"""

import re
from dataclasses import dataclass

import structlog

from domain.agency.agency import Agency
from domain.base.roles import Role
from domain.engagement.state import Engagement
from domain.person.person import Person
from services.connections import Engine
from services.reading.agencies import agency_of
from services.reading.read import Reading, reading
from services.reading.visible import roles_in
from services.troubles import NotFound

_ID = re.compile(r"[0-9a-f-]{4,36}")
_LOG = structlog.get_logger("coaching.access")


@dataclass(frozen=True)
class Standing:
    """What a person is, for the menu: offices in the agency, parts in any engagement."""

    coordinator: bool
    leader: bool
    roles: frozenset[Role]

    @property
    def board(self) -> bool:
        """Whether the coordinator's board is theirs to see."""
        return self.coordinator or Role.COORDINATOR in self.roles


async def engagement_for(engine: Engine, person: Person, engagement_id: str) -> Engagement:
    """The engagement with this id, or the one of their own whose id begins so.

    Raises `NotFound` in the same words for somebody else's, another agency's, and one that does
    not exist; and for a beginning that several of their own have.
    """
    wanted = engagement_id.strip().lower()
    own = await _own_id(engine, person, wanted) if _ID.fullmatch(wanted) else None
    state = await engine.store.reader.state(own) if own else None
    # Rows are checked by the database, the state by the rules; both must say yes.
    if state is not None and roles_in(state, person.person_id):
        return state
    await refused(engine, person, "engagement", wanted)
    raise no_such_engagement()


async def engagement_of_agency(
    engine: Engine, person: Person, agency: Agency, engagement_id: str
) -> Engagement:
    """An engagement, by its whole id, of the agency that this person coordinates.

    To have an act recorded, never to show: who has no part in it reads nothing of it. Raises
    `NotFound` as `engagement_for`.
    """
    state = None
    if _ID.fullmatch(engagement_id):
        state = await engine.store.reader.state(engagement_id)
    if state is not None and state.agency_id == agency.agency_id:
        return state
    await refused(engine, person, "engagement", engagement_id)
    raise no_such_engagement()


async def part_in(engine: Engine, person: Person, engagement_id: str) -> frozenset[Role]:
    """The roles that the person has in the engagement with this whole id, read as they may read.

    Raises `NotFound` as `engagement_for`.
    """
    roles = frozenset[Role]()
    if _ID.fullmatch(engagement_id):
        roles = await engine.store.own.roles_in(person.person_id, engagement_id)
    if not roles:
        await refused(engine, person, "engagement", engagement_id)
        raise no_such_engagement()
    return roles


async def reading_for(engine: Engine, person: Person, engagement_id: str, kind: str) -> Reading:
    """What the person may see of an engagement of theirs; `kind` says of what, for the log.

    Raises `NotFound` as `engagement_for`.
    """
    state = await engagement_for(engine, person, engagement_id)
    read = await reading(engine.store, state, person, engine.clock.now())
    was_read(person, state.engagement_id, kind)
    return read


async def standing(engine: Engine, person: Person) -> Standing:
    """What the person is in their agency and in engagements."""
    settings = (await agency_of(engine, person.agency_id)).settings
    return Standing(
        coordinator=person.person_id in settings.coordinators,
        leader=person.person_id in settings.leaders,
        roles=await engine.store.own.roles(person.person_id),
    )


async def coordinated(engine: Engine, person: Person) -> Agency:
    """The agency that this person coordinates.

    Raises `NotFound` for everybody else, as for a page that does not exist.
    """
    agency = await agency_of(engine, person.agency_id)
    if person.person_id in agency.settings.coordinators:
        return agency
    await refused(engine, person, "agency", person.agency_id)
    raise no_such_page()


async def overseen(engine: Engine, person: Person) -> Agency:
    """The agency that this person coordinates or leads: whose program figures they may see.

    Raises `NotFound` for everybody else, as for a page that does not exist.
    """
    agency = await agency_of(engine, person.agency_id)
    if person.person_id in (*agency.settings.coordinators, *agency.settings.leaders):
        return agency
    await refused(engine, person, "figures", person.agency_id)
    raise no_such_page()


def no_such_engagement() -> NotFound:
    """One sentence for all that is not this person's."""
    return NotFound.of("not_yours")


def no_such_page() -> NotFound:
    """The same for pages of an office that this person does not hold."""
    return NotFound.of("no_such_page")


async def refused(engine: Engine, person: Person, what: str, asked: str) -> None:
    """Log and keep that this person asked for what is not theirs; `asked` is an id, or left out."""
    named = asked if _ID.fullmatch(asked) else None
    _LOG.warning("refused", person=person.person_id, what=what, asked=named)
    await engine.store.refusals.keep(person.person_id, what, named, engine.clock.now())


def was_read(person: Person, engagement_id: str, kind: str) -> None:
    """Log that this person read text of an engagement; what it said is in no log."""
    _LOG.info("text read", person=person.person_id, engagement=engagement_id, kind=kind)


async def _own_id(engine: Engine, person: Person, wanted: str) -> str | None:
    ids = await engine.store.own.ids_starting(person.person_id, wanted)
    if wanted in ids:
        return wanted
    return ids[0] if len(ids) == 1 else None
