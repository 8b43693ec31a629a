"""What a person types into a form and has not sent: kept for them alone, so that no word is lost.

Kept until the act is recorded (`act.submit`), at most thirty days; sealed, and disposed of with
the engagement.
"""

from collections.abc import Mapping, Sequence

from domain.base.roles import Role
from domain.person.person import Person
from services.acting.act import act_named
from services.connections import Engine
from services.reading.access import part_in
from services.troubles import BadUsage
from store.personal.draft_rows import Begun, Form, Typed

LARGEST = 200_000
"""Characters of a draft: more than any form can be sent with."""
_LONGEST_ENTRY = 100


async def save(
    engine: Engine,
    person: Person,
    engagement_id: str,
    act: str,
    fields: Mapping[str, Sequence[str]],
    entry: str = "",
) -> None:
    """Keep what was typed into the form of an act, in place of what was kept before.

    Raises `NotFound` where the engagement is not this person's, `BadUsage`, `StoreUnavailable`.
    """
    roles = await part_in(engine, person, engagement_id)
    form = _form(person, engagement_id, act, entry)
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LARGEST:
        raise BadUsage.of("draft_too_long")
    learner = Role.LEARNER in roles
    await engine.store.drafts.save(form, fields, engine.clock.now(), learner=learner)


async def kept(
    engine: Engine, person: Person, engagement_id: str, act: str, entry: str = ""
) -> Typed | None:
    """What the person typed into this form; None where nothing is kept.

    Raises `NotFound` where the engagement is not this person's, `BadUsage`, `StoreUnavailable`.
    """
    await part_in(engine, person, engagement_id)
    form = _form(person, engagement_id, act, entry)
    return await engine.store.drafts.typed(form, engine.clock.now())


async def begun(engine: Engine, person: Person) -> list[Begun]:
    """The forms that the person has begun and not sent, the newest first."""
    return await engine.store.drafts.begun(person.person_id, engine.clock.now())


async def discard(
    engine: Engine, person: Person, engagement_id: str, act: str, entry: str = ""
) -> None:
    """Keep a draft no longer; there may be none."""
    await engine.store.drafts.drop(person.person_id, engagement_id, act, [entry])


def _form(person: Person, engagement_id: str, act: str, entry: str) -> Form:
    act_named(act)
    if len(entry) > _LONGEST_ENTRY or "\0" in entry:
        raise BadUsage.of("no_entry_of_draft")
    return Form(person.person_id, engagement_id, act, entry)
