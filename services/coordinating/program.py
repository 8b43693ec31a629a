"""Program figures for leadership and coordinators: never of fewer people than the agency allows.

Each person counts once, where their newest engagement stands; who was enrolled is a sharing out of
the same total. What is left out is None (`domain.agency.small_numbers`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.agency.agency import Agency
from domain.agency.small_numbers import suppressed, total_shown
from domain.engagement.standing import Status
from domain.person.person import Person
from services.connections import Engine
from services.coordinating.places import models_in, stage_at
from services.reading.access import overseen

COMPLETED = "completed"
ENROLLED, NOT_YET = "enrolled", "not_yet"


@dataclass(frozen=True)
class Figure:
    """How many people; None where they are too few to say. `stage` and `model` are by name."""

    key: str
    model: str
    stage: str
    people: int | None


@dataclass(frozen=True)
class Program:
    """An agency's figures as of a time; `least` is of how few people nothing is said."""

    agency: str
    as_of: datetime
    least: int
    people: int | None
    places: tuple[Figure, ...]
    enrollment: tuple[Figure, ...]


async def program(engine: Engine, person: Person) -> Program:
    """The figures of the agency that this person coordinates or leads.

    Raises `NotFound` for everybody else, `StoreUnavailable`.
    """
    agency = await overseen(engine, person)
    as_of, counted = await engine.store.figures.of(agency.agency_id, engine.clock.now())
    least = agency.settings.small_number
    places = dict.fromkeys(_places(agency, {one.place for one in counted}), 0)
    enrollment = {ENROLLED: 0, NOT_YET: 0}
    for one in counted:
        places[one.place] += one.people
        enrollment[ENROLLED if one.enrolled else NOT_YET] += one.people
    return Program(
        agency=agency.settings.name,
        as_of=as_of,
        least=least,
        people=total_shown(places, least),
        places=_figures(agency, places, least),
        enrollment=_figures(agency, enrollment, least),
    )


def _places(agency: Agency, there: set[str]) -> list[str]:
    stages = [
        f"{known.model}/{known.version}/{stage.key}"
        for known in models_in(agency, there)
        for stage in known.stages
    ]
    return list(
        dict.fromkeys(
            (*stages, Status.FOLLOWING_UP.value, COMPLETED, Status.ENDED.value, *sorted(there))
        )
    )


def _figures(agency: Agency, counts: Mapping[str, int], least: int) -> tuple[Figure, ...]:
    return tuple(_figure(agency, key, people) for key, people in suppressed(counts, least).items())


def _figure(agency: Agency, key: str, people: int | None) -> Figure:
    if "/" not in key:
        return Figure(key, "", "", people)
    model, stage = stage_at(agency, key)
    return Figure(key, model, stage, people)
