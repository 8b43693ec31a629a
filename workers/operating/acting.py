"""An act typed by an operator, made into a command in a person's name."""

import difflib
import json
from datetime import datetime
from typing import Any, get_args

from pydantic import ValidationError

from activities.messages import Recorded
from domain.acts import Via
from domain.agency import SetUpAgency, SignAgencyAgreement
from domain.commands import COMMANDS, AnyCommand
from domain.state import Engagement
from workers.exits import BadUsage, OutcomeUnknown
from workers.operating import finding
from workers.wiring import Engine

PEOPLE_FIELDS = frozenset({"coach", "supervisor", "owner"})
ENTRY_FIELDS = frozenset({"session", "goal", "entry", "step_id", "debrief", "replaces"})
HEAD = frozenset({"command_id", "by", "at", "via", "kind"})
ENGINE_ONLY = frozenset(
    {
        "launch_engagement",
        "notice_stall",
        "mark_checkpoint_overdue",
        "note_handoff_delivered",
        "end_following_up",
    }
)


def acts() -> dict[str, type[AnyCommand]]:
    """Every act a person can do in an engagement, by its name."""
    classes = get_args(AnyCommand)
    return {
        kind: cls
        for cls in classes
        if (kind := str(cls.model_fields["kind"].default)) not in ENGINE_ONLY
    }


def act_named(typed: str) -> type[AnyCommand]:
    """The act meant. Raises `BadUsage`, naming what is close."""
    name = typed.strip().lower().replace("-", "_")
    known = acts()
    if name in known:
        return known[name]
    close = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(close)}? " if close else ""
    raise BadUsage(f"there is no act {typed!r}", f"{hint}`coaching acts` lists all.")


def fields_typed(pairs: list[str]) -> dict[str, Any]:
    """`name=value` words as fields; a value that is JSON is taken as JSON, else as text."""
    fields: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise BadUsage(f"{pair!r} is not a field", "Write fields as name=value.")
        try:
            fields[name.strip()] = json.loads(value)
        except json.JSONDecodeError:
            fields[name.strip()] = value
    return fields


async def command(
    engine: Engine,
    state: Engagement,
    act: type[AnyCommand],
    fields: dict[str, Any],
    *,
    by: str,
    command_id: str,
    at: datetime,
    via: Via = Via.OPERATOR,
) -> AnyCommand:
    """The command, with people and entries found by what was typed. Raises `BadUsage`."""
    actor = await finding.person(engine.store, by, [state.agency_id])
    found = dict(fields)
    for name in PEOPLE_FIELDS & set(found):
        if isinstance(found[name], str) and "@" in found[name]:
            who = await finding.person(engine.store, found[name], [state.agency_id])
            found[name] = who.person_id
    for name in ENTRY_FIELDS & set(found):
        found[name] = _entry(state, str(found[name]))
    reserved = sorted(HEAD & set(found))
    if reserved:
        raise BadUsage(f"{', '.join(reserved)} can't be given as a field", "Use the options.")
    kind = act.model_fields["kind"].default
    head = {"command_id": command_id, "by": actor.person_id, "at": at, "via": via, "kind": kind}
    try:
        return COMMANDS.validate_python({**found, **head})
    except ValidationError as error:
        raise BadUsage(f"{kind}: {in_plain_words(error)}", f"`coaching acts {kind}`") from None


async def submit(engine: Engine, state: Engagement, what: AnyCommand) -> Recorded:
    """Have it recorded through the engagement's workflow."""
    from workflows.errors import OutcomeUnknown as Unknown

    envelope = await engine.store.seal_command(state.engagement_id, what)
    try:
        return await engine.gateway.submit(envelope, state.agency_id)
    except Unknown as unknown:
        raise OutcomeUnknown(str(unknown), f"--command-id {what.command_id}") from None


def agency_act(typed: str) -> type[SetUpAgency] | type[SignAgencyAgreement] | None:
    """The act of an agency's own stream with this name, if it is one."""
    name = typed.strip().lower().replace("-", "_")
    match name:
        case "sign_agency_agreement":
            return SignAgencyAgreement
        case "set_up_agency":
            return SetUpAgency
        case _:
            return None


def in_plain_words(error: ValidationError) -> str:
    """What is wrong with which field, in words; never what somebody wrote."""
    words = {
        "missing": "is required",
        "extra_forbidden": "is not a field of this act",
        "string_too_short": "must not be empty",
    }
    lines = []
    for one in error.errors(include_input=False, include_url=False):
        place = ".".join(str(p) for p in one["loc"] if not str(p).startswith("function-"))
        place = place.partition(".")[2] or place
        lines.append(f"{place or 'the fields'} {words.get(one['type'], one['msg'])}")
    return "; ".join(dict.fromkeys(lines))


def _entry(state: Engagement, typed: str) -> str:
    found = [entry for entry in state.entries if entry.startswith(typed)]
    if len(found) > 1 and typed not in found:
        raise BadUsage(f"{len(found)} entries begin with {typed!r}", "Type more of the id.")
    return found[0] if len(found) == 1 else typed
