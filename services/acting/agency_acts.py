"""Acts on an agency's own stream: leadership signs, settings change, the program is planned."""

from typing import Any

from pydantic import ValidationError

from domain.agency.agency import Agency, SetUpAgency, SignAgencyAgreement
from domain.agency.changes import Change, changes
from domain.base.messages import Via
from domain.person.person import Person
from services import find
from services.acting.act import check_reserved, made, wrong_fields
from services.acts.kinds import AgencyAct
from services.connections import Engine


async def act_on(
    engine: Engine,
    agency: Agency,
    act: type[AgencyAct],
    fields: dict[str, Any],
    by: str | Person,
    command_id: str,
    via: Via = Via.OPERATOR,
) -> dict[str, Any]:
    """Record one act of an agency; settings not given stay as they are.

    `by` is whoever acts, or the address an operator typed for them.

    Raises `BadUsage`, `NotFound`, and `Refusal` as the agency's rules.
    """
    command = await _command(engine, agency, act, fields, by, command_id, via)
    recorded = await engine.store.record_agency(agency.agency_id, command)
    if act in (SetUpAgency, SignAgencyAgreement):
        await engine.keep_schedules()  # a plan changes nothing that is sent
    return {
        "agency": agency.agency_id,
        "entry": command_id,
        "version": recorded.version,
        "repeated": recorded.repeated,
    }


async def preview(
    engine: Engine, agency: Agency, fields: dict[str, Any], by: str | Person
) -> tuple[Change, ...]:
    """What changed settings would touch, before they are changed. Raises as `act_on`."""
    command = await _command(engine, agency, SetUpAgency, fields, by, "preview", Via.SELF)
    if not isinstance(command, SetUpAgency):
        raise TypeError("only settings have a preview")
    return changes(agency.settings, command.settings)


async def _command(
    engine: Engine,
    agency: Agency,
    act: type[AgencyAct],
    fields: dict[str, Any],
    by: str | Person,
    command_id: str,
    via: Via,
) -> AgencyAct:
    actor = by
    if isinstance(actor, str):
        actor = await find.person(engine.store, actor, [agency.agency_id])
    check_reserved(fields)
    if act is SetUpAgency and not isinstance(inside := fields.get("settings"), str):
        # Settings may be typed by their bare names, and those not typed stay as they are.
        given = inside if isinstance(inside, dict) and len(fields) == 1 else fields
        given = {name: await _by_address(engine, agency, name, one) for name, one in given.items()}
        fields = {"settings": _merged(agency.settings.model_dump(), given)}
    head = {
        "command_id": command_id,
        "by": actor.person_id,
        "at": engine.clock.now(),
        "via": via,
        "agency_id": agency.agency_id,
    }
    try:
        return made(act, {**fields, **head}, actor)
    except ValidationError as error:
        raise wrong_fields(act, error, fields) from None


async def _by_address(engine: Engine, agency: Agency, name: str, given: Any) -> Any:
    """Leaders and coordinators may be given by address, one or several. Raises `NotFound`."""
    if name not in ("leaders", "coordinators") or not isinstance(given, str | list | tuple):
        return given
    people = [one.strip() for one in given.split(",")] if isinstance(given, str) else given
    return [
        (await find.person(engine.store, one, [agency.agency_id])).person_id
        if isinstance(one, str) and "@" in one
        else one
        for one in people
    ]


def _merged(kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    inner = {
        name: _merged(kept[name], value)
        if isinstance(value, dict) and isinstance(kept.get(name), dict)
        else value
        for name, value in given.items()
    }
    return {**kept, **inner}
