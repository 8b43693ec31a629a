"""An act, from a form, the API or a terminal: made into a command, and recorded.

The command is in a person's name, whoever typed it.
"""

import difflib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from activities.messages import Recorded
from activities.ports import StoreUnavailable
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.engagement.commands import AnyCommand
from domain.engagement.records.setting_up import Commitment
from domain.engagement.state import Engagement
from domain.person.person import Person
from services import find
from services.acts.field_errors import by_field, in_plain_words
from services.acts.field_input import in_own_types
from services.acts.kinds import (
    HEAD,
    AgencyAct,
    Refers,
    acts,
    agency_acts,
    entries_named,
    references,
)
from services.acts.who_may import with_names
from services.connections import Engine
from services.troubles import BadUsage, WrongFields
from services.words import WORDS

C = TypeVar("C", bound=BaseModel)
_MOST_SAID = 60


def act_named(typed: str) -> type[AnyCommand]:
    """The act meant. Raises `BadUsage`, naming what is close."""
    name = typed.strip().lower().replace("-", "_")
    known = acts()
    if name in known:
        return known[name]
    # Text that was meant for a field is not thrown back by the page.
    said = repr(typed[:_MOST_SAID])
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    if close:
        raise BadUsage.of("no_act_but", typed=said, close=", ".join(close))
    raise BadUsage.of("no_act", typed=said)


async def command(
    engine: Engine,
    state: Engagement,
    act: type[AnyCommand],
    fields: dict[str, Any],
    *,
    by: str | Person,
    command_id: str,
    at: datetime,
    via: Via = Via.OPERATOR,
) -> AnyCommand:
    """The command, with people found by their addresses.

    An operator types addresses, also for `by`, and the beginnings of entries; a person who acts
    by themself (`by` is that person) names entries in full, since what begins so may not be theirs
    to know. Raises `BadUsage`, `NotFound`.
    """
    typed = isinstance(by, str)
    actor = await find.person(engine.store, by, [state.agency_id]) if isinstance(by, str) else by
    found = dict(fields)
    for name, refers in references(act).items():
        if name in found and (typed or refers is Refers.PERSON):
            found[name] = await _found(engine, state, refers, found[name])
    check_reserved(found)
    head = {"command_id": command_id, "by": actor.person_id, "at": at, "via": via}
    try:
        return made(act, {**found, **head}, actor)
    except ValidationError as error:
        raise wrong_fields(act, error, found) from None


async def submit(engine: Engine, state: Engagement, what: AnyCommand) -> Recorded:
    """Have it recorded through the engagement's workflow.

    Raises `Refusal`, `StoreUnavailable`, `workflows.errors.OutcomeUnknown`, `EngineFault`.
    """
    envelope = await engine.store.envelopes.seal(state.engagement_id, what)
    try:
        done = await engine.gateway.submit(envelope, state.agency_id)
    except Refusal as refusal:
        raise await with_names(engine.store, state, refusal) from None
    with suppress(StoreUnavailable):  # it is recorded, and the draft goes in thirty days
        about = ["", *entries_named(what), *getattr(what, "about", ())]
        await engine.store.drafts.drop(what.by, state.engagement_id, what.kind, about)
    return done


def agency_act(typed: str) -> type[AgencyAct] | None:
    """The act of an agency's own stream with this name, if it is one."""
    return agency_acts().get(typed.strip().lower().replace("-", "_"))


def check_reserved(fields: Mapping[str, Any]) -> None:
    """Raises `BadUsage` for what options say, not fields."""
    if reserved := sorted(HEAD & set(fields)):
        raise BadUsage.of("reserved", fields=", ".join(reserved))


def made(act: type[C], fields: dict[str, Any], actor: Person) -> C:
    """The command. Typed text becomes the number that is wanted; a time without its offset is
    meant as the actor's own. Raises `ValidationError`, and `Refusal`: `hour_skipped`."""
    try:
        return act.model_validate(fields)
    except ValidationError as error:
        return act.model_validate(in_own_types(fields, error, actor.zone))


def checked(act: type[C], fields: dict[str, Any]) -> C:
    """The model with these fields. Raises `BadUsage` in plain words."""
    try:
        return act.model_validate(fields)
    except ValidationError as error:
        raise BadUsage(in_plain_words(error, act, fields)) from None


def wrong_fields(
    act: type[BaseModel], error: ValidationError, given: Mapping[str, Any]
) -> WrongFields:
    """What is wrong with an act's fields, and where they are described."""
    kind = act.model_fields["kind"].default
    return WrongFields(
        f"{kind}: {in_plain_words(error, act, given)}",
        WORDS.say("wrong.fields_of", act=kind),
        by_field(error, given),
    )


async def _found(engine: Engine, state: Engagement, refers: Refers, typed: Any) -> Any:
    """What was typed with ids in place of addresses and beginnings; lists alike."""
    if isinstance(typed, list):
        return [await _found(engine, state, refers, one) for one in typed]
    if not isinstance(typed, str):
        return typed
    if refers is Refers.ENTRY:
        return _entry(state, typed)
    if "@" in typed:
        return (await find.person(engine.store, typed, [state.agency_id])).person_id
    return typed


def _entry(state: Engagement, typed: str) -> str:
    barriers = [barrier for one in state.every(Commitment) for barrier in one.barriers]
    known = [*state.records, *barriers]
    if typed in known:
        return typed
    found = [entry for entry in known if typed and entry.startswith(typed)]
    if len(found) > 1:
        some = ", ".join(entry[: max(8, len(typed) + 4)] for entry in found[:5])
        raise BadUsage.of("several_entries", typed=repr(typed[:_MOST_SAID]), some=some)
    return found[0] if found else typed
