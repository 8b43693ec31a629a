"""What an agency learns of its people's own answers: means, never of fewer than its least number.

Figures stand until as many people as that have answered anew: watched answer by answer, a change
would tell of one person (coaching-process.md, Confidentiality).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from domain.agency.agency import Agency
from domain.instruments.instrument import Instrument, Part
from domain.instruments.scoring import score
from domain.instruments.shelf import on_offer
from domain.person.own_answers import AnsweredForOneself
from domain.person.person import Person
from services.connections import Engine
from services.reading.access import overseen
from services.reading.filled import span
from store.personal.answer_rows import KeptFigures


@dataclass(frozen=True)
class PartFigure:
    """The mean score of a part over `people`, rounded to a tenth; None where they are too few."""

    part: Part
    mean: float | None
    people: int | None
    low: int
    high: int


@dataclass(frozen=True)
class InstrumentFigures:
    """What one instrument says of the agency, as of a time; `least` is of how few nothing is."""

    instrument: Instrument
    as_of: datetime
    least: int
    parts: tuple[PartFigure, ...]


async def instrument_figures(engine: Engine, person: Person) -> list[InstrumentFigures]:
    """Of every instrument that was answered by enough people of the agency this person oversees.

    Raises `NotFound` for everybody else, `StoreUnavailable`.
    """
    agency = await overseen(engine, person)
    counts = await engine.store.own_answers.counts(agency.agency_id)
    found = []
    for one in on_offer(agency.instruments):
        answers = counts.get((one.instrument, one.version), 0)
        if answers:
            found.append(await _figures(engine, agency, one, answers))
    return [one for one in found if any(part.mean is not None for part in one.parts)]


async def _figures(
    engine: Engine, agency: Agency, instrument: Instrument, answers: int
) -> InstrumentFigures:
    least, which = agency.settings.small_number, (instrument.instrument, instrument.version)
    kept = await engine.store.own_answers.kept(agency.agency_id, *which)
    if kept is None or answers - kept.answers >= least:
        events = await engine.store.own_answers.counted(agency.agency_id, *which)
        body = _body(instrument, events, least)
        kept = KeptFigures(engine.clock.now(), answers, body)
        if body:
            await engine.store.own_answers.keep(agency.agency_id, *which, kept)
    return InstrumentFigures(
        instrument=instrument,
        as_of=kept.at,
        least=least,
        parts=tuple(_part(instrument, part, kept) for part in instrument.parts),
    )


def _body(
    instrument: Instrument, events: Iterable[AnsweredForOneself], least: int
) -> dict[str, list[float]]:
    """Part to [mean, people], of those parts that enough people have a score in."""
    values: dict[str, list[float]] = {}
    for event in events:
        if event.answered is None:
            continue
        for part in score(instrument, event.answered).parts:
            if part.value is not None:
                values.setdefault(part.part, []).append(part.value)
    return {
        part: [round(fmean(of_part), 1), len(of_part)]
        for part, of_part in values.items()
        if len(of_part) >= least
    }


def _part(instrument: Instrument, part: Part, kept: KeptFigures) -> PartFigure:
    low, high = span(instrument, part)
    mean, people = kept.body.get(part.key, (None, None))
    return PartFigure(part, mean, None if people is None else int(people), low, high)
