"""What services show each person of an engagement, held against the table of who may see what."""

from domain.base.confidential import mark_of
from domain.base.messages import Via
from domain.base.roles import Role
from domain.engagement.events import EVENT_CLASSES
from domain.engagement.state import Engagement
from services.reading.read import reading
from services.reading.visible import Line, roles_in
from tests.domain.engagement.visibility_table import (
    FACT,
    PRIVATE_FIELDS,
    TEXT,
    UNTOLD_TO_SUPERVISOR,
)
from tests.journeys.cast import Told

_LETTER = {Role.LEARNER: "L", Role.COACH: "C", Role.SUPERVISOR: "S", Role.COORDINATOR: "O"}
_EVERYONE = "LCSO"
_KINDS = {str(event.model_fields["kind"].default): event for event in EVENT_CLASSES}


async def see_no_more_than_the_table_allows(told: Told) -> dict[str, set[str]]:
    """Read as each person. Kinds of events each knows of come back, by the person's role."""
    state, found = await told.state(), {}
    for role, person in told.cast.ids.items():
        if not roles_in(state, person):
            continue
        lines = await read_as(told, person)
        assert [line.n for line in lines] == list(range(1, len(lines) + 1))
        for line in lines:
            _is_within(state, line, role, person)
        found[role] = {line.kind for line in lines}
    return found


async def read_as(told: Told, person: str) -> tuple[Line, ...]:
    """The engagement's history as services give it to one person."""
    store, state = told.place.store, await told.state()
    people = await store.reader.people([person])
    now = told.place.engine.clock.now()
    return (await reading(store, state, people[person], now)).lines


def is_own(line: Line, person: str) -> bool:
    """What somebody wrote themselves, which they always see."""
    return line.by == person and line.via != Via.ENGINE.value


def _is_within(state: Engagement, line: Line, role: str, person: str) -> None:
    if is_own(line, person):
        return
    letters = {_LETTER[held] for held in roles_in(state, person)}
    about = line.fields.get("about") or ()
    others = letters == {"L"} and about and person not in about
    assert letters & set(FACT[line.kind]), f"{role} knows of {line.kind}"
    assert not others or FACT[line.kind] == _EVERYONE, f"{role} knows another's {line.kind}"
    for name in line.fields:
        place = (line.kind, name)
        assert letters != {"S"} or place not in UNTOLD_TO_SUPERVISOR, f"{role} reads {place}"
        if mark_of(_KINDS[line.kind], name) is not None:
            assert letters & set(TEXT[line.kind]), f"{role} reads {place}"
            assert place not in PRIVATE_FIELDS, f"{role} reads {place}"
            assert not others or TEXT[line.kind] == _EVERYONE, f"{role} reads another's {place}"
