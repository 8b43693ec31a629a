"""The coaching models that an agency's engagements stand in, for columns and figures by stage."""

from collections.abc import Iterable

from domain.agency.agency import Agency
from domain.process.models import DEFAULT, RELEASED, ProcessModel, process_model


def models_in(agency: Agency, places: Iterable[str]) -> list[ProcessModel]:
    """Those of which there is a place (`model/version/stage`); else the usual one."""
    begun = {tuple(place.split("/")[:2]) for place in places if "/" in place}
    every = [*(process_model(*which) for which in RELEASED), *agency.models]
    used = [one for one in every if (one.model, str(one.version)) in begun]
    return used or [process_model(*DEFAULT)]


def stage_at(agency: Agency, place: str) -> tuple[str, str]:
    """(model, stage) by their names; the place's own words where it is of no known model."""
    model, _, rest = place.partition("/")
    version, _, stage = rest.partition("/")
    known = agency.model_called(model, int(version)) if version.isdecimal() else None
    if known is None or stage not in {one.key for one in known.stages}:
        return model, stage.replace("_", " ")
    return known.title, known.stage(stage).name
