"""Acts on an agency's own stream: leadership signs, settings change."""

from typing import Any

from pydantic import ValidationError

from domain.acts import Via
from domain.agency import Agency, SetUpAgency, SignAgencyAgreement
from workers.exits import BadUsage
from workers.operating import finding
from workers.operating.acting import in_plain_words
from workers.wiring import Engine


async def act_on(
    engine: Engine,
    agency: Agency,
    act: type[SetUpAgency] | type[SignAgencyAgreement],
    fields: dict[str, Any],
    by: str,
    command_id: str,
) -> dict[str, Any]:
    """Record one act of an agency; settings not given stay as they are."""
    actor = await finding.person(engine.store, by, [agency.agency_id])
    if act is SetUpAgency:
        given = fields.get("settings", fields)
        fields = {"settings": {**agency.settings.model_dump(), **given}}
    head = {
        "command_id": command_id,
        "by": actor.person_id,
        "at": engine.clock.now(),
        "via": Via.OPERATOR,
        "agency_id": agency.agency_id,
    }
    try:
        command = act.model_validate({**fields, **head})
    except ValidationError as error:
        raise BadUsage(in_plain_words(error)) from None
    recorded = await engine.store.record_agency(agency.agency_id, command)
    from workflows.schedules import ensure_schedules

    await ensure_schedules(
        engine.client,
        engine.settings.task_queue,
        await engine.store.reader.agencies(),
        engine.clock.rate,
    )
    return {
        "agency": agency.agency_id,
        "entry": command_id,
        "version": recorded.version,
        "repeated": recorded.repeated,
    }
