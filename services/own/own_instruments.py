"""Instruments a person answers for themself: chosen, answered, looked at; by nobody else."""

from dataclasses import dataclass

from domain.agency.agency import Agency
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument, Kept
from domain.instruments.shelf import found, on_offer
from domain.person.own_answers import AnsweredForOneself, AnswerForOneself
from domain.person.person import Person
from services.connections import Engine
from services.reading.access import was_read
from services.reading.agencies import agency_of
from services.reading.filled import Filled, Moved, filled, moved
from services.troubles import NotFound


@dataclass(frozen=True)
class OwnInstrument:
    """An instrument with the person's own answers, newest first.

    `can_answer`: whether it is still in use.
    """

    instrument: Instrument
    can_answer: bool
    answered: tuple[Filled, ...]
    moved: tuple[Moved, ...]


async def own_instruments(engine: Engine, person: Person) -> list[OwnInstrument]:
    """Those there are to answer, and those that were answered before they went out of use.

    Raises `StoreUnavailable`.
    """
    agency = await agency_of(engine, person.agency_id)
    was_read(person, "", "own instruments")
    entries = _entries(agency, person, await engine.store.own_answers.of(person.person_id))
    offered = {
        one.instrument: one for one in on_offer(agency.instruments_in_use) if one.kept is Kept.OWN
    }
    names = dict.fromkeys([*offered, *(one.instrument.instrument for one in entries)])
    return [_one(offered.get(name), name, entries) for name in names]


async def own_instrument(engine: Engine, person: Person, name: str) -> OwnInstrument:
    """One of them. Raises `NotFound`, `StoreUnavailable`."""
    for one in await own_instruments(engine, person):
        if one.instrument.instrument == name:
            return one
    raise NotFound.of("no_instrument", name=name[:50])


async def answer(
    engine: Engine,
    person: Person,
    command_id: str,
    name: str,
    answers: Answers,
    *,
    counted: bool = False,
    version: int | None = None,
    corrects: str | None = None,
    via: Via = Via.SELF,
) -> str:
    """Record answers, or more of those begun as `corrects`; the entry's id.

    Raises pydantic's ValidationError, `Refusal`, `StoreUnavailable`.
    """
    said = AnswerForOneself.model_validate(
        {
            "command_id": command_id,
            "by": person.person_id,
            "at": engine.clock.now(),
            "person_id": person.person_id,
            "agency_id": person.agency_id,
            "instrument": name,
            "version": version,
            "answered": answers,
            "counted": counted,
            "corrects": corrects,
            "via": via,
        }
    )
    await engine.store.people.record(person.person_id, said)
    return corrects or command_id


def _one(offered: Instrument | None, name: str, entries: list[Filled]) -> OwnInstrument:
    of_it = [one for one in entries if one.instrument.instrument == name]
    return OwnInstrument(
        instrument=offered or of_it[-1].instrument,
        can_answer=offered is not None,
        answered=tuple(reversed(of_it)),
        moved=moved(of_it),
    )


def _entries(agency: Agency, person: Person, events: list[AnsweredForOneself]) -> list[Filled]:
    """Oldest first; the rest of something begun stands where it was begun."""
    latest: dict[str, Filled] = {}
    for event in events:
        if event.answered is None:
            continue  # disposed of
        try:
            asked = found(event.instrument, event.version, agency.instruments)
        except Refusal:
            continue
        begun = latest.get(event.entry_id)
        latest[event.entry_id] = filled(
            event.entry_id,
            begun.at if begun else event.at,
            person.name,
            asked,
            event.answered,
            mine=True,
            counted=event.counted,
        )
    return list(latest.values())
