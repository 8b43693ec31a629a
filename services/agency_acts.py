"""Acts on an agency's own stream: leadership signs, settings change."""

from typing import Any

from pydantic import ValidationError

from domain.agency.agency import Agency, SetUpAgency, SignAgencyAgreement
from domain.base.messages import Via
from services import find
from services.act import check_reserved, made, wrong_fields
from services.connections import Engine


async def act_on(
    engine: Engine,
    agency: Agency,
    act: type[SetUpAgency] | type[SignAgencyAgreement],
    fields: dict[str, Any],
    by: str,
    command_id: str,
) -> dict[str, Any]:
    """Record one act of an agency; settings not given stay as they are."""
    actor = await find.person(engine.store, by, [agency.agency_id])
    check_reserved(fields)
    if act is SetUpAgency and not isinstance(inside := fields.get("settings"), str):
        # Settings may be typed by their bare names, and those not typed stay as they are.
        given = inside if isinstance(inside, dict) and len(fields) == 1 else fields
        fields = {"settings": _merged(agency.settings.model_dump(), given)}
    head = {
        "command_id": command_id,
        "by": actor.person_id,
        "at": engine.clock.now(),
        "via": Via.OPERATOR,
        "agency_id": agency.agency_id,
    }
    try:
        command = made(act, {**fields, **head}, actor)
    except ValidationError as error:
        raise wrong_fields(act, error, fields) from None
    recorded = await engine.store.record_agency(agency.agency_id, command)
    await engine.keep_schedules()
    return {
        "agency": agency.agency_id,
        "entry": command_id,
        "version": recorded.version,
        "repeated": recorded.repeated,
    }


def _merged(kept: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    inner = {
        name: _merged(kept[name], value)
        if isinstance(value, dict) and isinstance(kept.get(name), dict)
        else value
        for name, value in given.items()
    }
    return {**kept, **inner}
