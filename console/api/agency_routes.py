"""The agency: its settings, what a change of them would touch, and its agreement."""

from typing import Annotated

from fastapi import APIRouter, Body, Response
from pydantic import JsonValue

from console.api.callers import AgencyReader, PersonActs
from console.api.keys import IfMatch, Key
from console.api.versions import require_match, tag_of_value
from console.depends import EngineOf
from domain.agency.agency import Agency, AgencySettings, AgreementSigned, SignAgencyAgreement
from domain.agency.agency import SetUpAgency as SetUp
from domain.agency.changes import Change
from domain.base.messages import Via
from domain.base.model import Frozen
from domain.base.refusals import Refusal
from services.acting.agency_acts import act_on, preview
from services.reading.agencies import agency_of, coordinated_by

router = APIRouter(tags=["agency"])

Changed = Annotated[
    dict[str, JsonValue],
    Body(description="Settings that are to change, as `GET /agency` gives them; others stay."),
]
Topics = Annotated[
    dict[str, str], Body(embed=True, description="What was agreed on each of the ten topics.")
]


class AgencyShape(Frozen):
    """An agency, for its coordinators and leaders."""

    agency_id: str
    settings: AgencySettings
    agreement: AgreementSigned | None


class AgencyDone(Frozen):
    """An act of the agency was recorded; `repeated`: it had been before, by the same key."""

    entry: str
    repeated: bool


@router.get("/agency")
async def read_agency(engine: EngineOf, caller: AgencyReader, response: Response) -> AgencyShape:
    """The caller's agency. `ETag` is of its settings."""
    agency = await agency_of(engine, caller.person.agency_id)
    settings = agency.settings
    if caller.person.person_id not in (*settings.coordinators, *settings.leaders):
        raise Refusal("not_agency_coordinator")
    response.headers["ETag"] = tag_of_value(settings)
    return _shape(agency)


@router.post("/agency/settings/preview")
async def preview_settings(engine: EngineOf, caller: PersonActs, settings: Changed) -> list[Change]:
    """What a change would touch, before it is made."""
    agency = await coordinated_by(engine, caller.person)
    return list(await preview(engine, agency, settings, caller.person))


@router.patch("/agency/settings")
async def change_settings(
    engine: EngineOf,
    caller: PersonActs,
    settings: Changed,
    key: Key,
    response: Response,
    if_match: IfMatch = None,
) -> AgencyShape:
    """Change settings; those not given stay as they are."""
    agency = await coordinated_by(engine, caller.person)
    require_match(if_match, tag_of_value(agency.settings))
    await act_on(engine, agency, SetUp, settings, caller.person, key, Via.SELF)
    after = await agency_of(engine, agency.agency_id)
    response.headers["ETag"] = tag_of_value(after.settings)
    return _shape(after)


@router.post("/agency/agreement", status_code=201)
async def sign_agreement(
    engine: EngineOf, caller: PersonActs, topics: Topics, key: Key
) -> AgencyDone:
    """Sign the agency's coaching agreement for leadership."""
    agency = await agency_of(engine, caller.person.agency_id)
    fields = {"topics": topics}
    done = await act_on(engine, agency, SignAgencyAgreement, fields, caller.person, key, Via.SELF)
    return AgencyDone(entry=key, repeated=done["repeated"])


def _shape(agency: Agency) -> AgencyShape:
    return AgencyShape(
        agency_id=agency.agency_id, settings=agency.settings, agreement=agency.agreement
    )
