"""Instruments: those there are, one's own answers with their scores, an engagement's, figures."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from console.api.callers import AgencyReader, Anyone, PersonActs, PersonReads
from console.api.engagement_routes import read_by
from console.api.keys import Key
from console.depends import EngineOf
from domain.base.file_faults import Fault
from domain.base.model import Frozen, Instant
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument, Version
from domain.instruments.instrument import Key as InstrumentKey
from domain.instruments.scoring import Score
from domain.instruments.shelf import current, found, on_offer
from services.acting import instrument_files
from services.coordinating import own_instruments as kept
from services.coordinating.instrument_figures import instrument_figures
from services.own import own_instruments
from services.reading.agencies import agency_of, coordinated_by
from services.reading.filled import Filled
from services.reading.instruments_view import instruments_view

router = APIRouter(tags=["instruments"])


class FilledShape(Frozen):
    """One answering: to which version, by whom (a name), what was answered and its score."""

    entry: str
    instrument: str
    version: int
    at: Instant
    by: str
    mine: bool
    counted: bool
    complete: bool
    answers: Answers
    score: Score

    @classmethod
    def of(cls, one: Filled) -> "FilledShape":
        """An answering, as it is shown."""
        return cls(
            entry=one.entry,
            instrument=one.instrument.instrument,
            version=one.instrument.version,
            at=one.at,
            by=one.by,
            mine=one.mine,
            counted=one.counted,
            complete=one.score.complete,
            answers=one.answers,
            score=one.score,
        )


class OwnAnswersGiven(Frozen):
    """Answers for oneself. `corrects`: an earlier entry that these are the whole of.

    `counted`: whether they go into the agency's figures, without a name.
    """

    answered: Answers
    version: Version | None = None
    counted: bool = False
    corrects: Annotated[str, Field(max_length=100)] | None = None


class Answered(Frozen):
    """Answers were recorded under this entry."""

    entry: str


class FigureShape(Frozen):
    """The mean of a part over so many people; None where they are too few."""

    instrument: str
    version: int
    part: str
    title: str
    mean: float | None
    people: int | None
    low: int
    high: int
    as_of: Instant
    least: int


class FileOfInstrument(Frozen):
    """An instrument's file, as text."""

    file: Annotated[str, Field(max_length=100_000)]


class CheckedFile(Frozen):
    """What is wrong with a file; without faults, the instrument it holds."""

    faults: tuple[Fault, ...]
    instrument: Instrument | None


@router.get("/instruments")
async def list_instruments(engine: EngineOf, caller: Anyone) -> list[Instrument]:
    """Every instrument in use in the caller's agency, in its newest version."""
    agency = await agency_of(engine, caller.person.agency_id)
    return list(on_offer(agency.instruments_in_use))


@router.get("/instruments/{name}")
async def read_instrument(
    engine: EngineOf,
    caller: Anyone,
    name: str,
    version: Annotated[int | None, Query(ge=1, le=10_000)] = None,
) -> Instrument:
    """One of them; the newest version unless another is named."""
    own = (await agency_of(engine, caller.person.agency_id)).instruments
    return current(name, own) if version is None else found(name, version, own)


@router.get("/me/instruments")
async def my_answers(engine: EngineOf, caller: PersonReads) -> list[FilledShape]:
    """What the caller answered for themself; nobody else reads it."""
    own = await own_instruments.own_instruments(engine, caller.person)
    return [FilledShape.of(one) for shown in own for one in shown.answered]


@router.post("/me/instruments/{name}", status_code=201)
async def answer_for_oneself(
    engine: EngineOf, caller: PersonActs, name: InstrumentKey, given: OwnAnswersGiven, key: Key
) -> Answered:
    """Answer an instrument for oneself, all of it or a part now and the rest later."""
    entry = await own_instruments.answer(
        engine,
        caller.person,
        key,
        name,
        given.answered,
        counted=given.counted,
        version=given.version,
        corrects=given.corrects,
    )
    return Answered(entry=entry)


@router.get("/engagements/{engagement_id}/instruments")
async def answers_of_engagement(
    engine: EngineOf, caller: PersonReads, engagement_id: str
) -> list[FilledShape]:
    """What was answered in an engagement, as far as the caller may read it."""
    read = await read_by(engine, caller, engagement_id, "instruments")
    return [FilledShape.of(one) for shown in instruments_view(read) for one in shown.answered]


@router.get("/agency/instruments/figures")
async def figures(engine: EngineOf, caller: AgencyReader) -> list[FigureShape]:
    """Means over the agency's people who let their answers count; never of too few."""
    return [
        FigureShape(
            instrument=one.instrument.instrument,
            version=one.instrument.version,
            part=part.part.key,
            title=part.part.title,
            mean=part.mean,
            people=part.people,
            low=part.low,
            high=part.high,
            as_of=one.as_of,
            least=one.least,
        )
        for one in await instrument_figures(engine, caller.person)
        for part in one.parts
    ]


@router.post("/agency/instruments/check")
async def check_file(engine: EngineOf, caller: PersonActs, given: FileOfInstrument) -> CheckedFile:
    """What is wrong with a file of one's own, before it is put to use."""
    await coordinated_by(engine, caller.person)
    checked = await asyncio.to_thread(instrument_files.checked, given.file.encode(), "file")
    return CheckedFile(faults=checked.faults, instrument=checked.instrument)


@router.post("/agency/instruments", status_code=201)
async def adopt_instrument(
    engine: EngineOf, caller: PersonActs, given: FileOfInstrument, key: Key
) -> Instrument:
    """Put an instrument of the agency's own to use, or a new version of one."""
    await coordinated_by(engine, caller.person)
    instrument = await asyncio.to_thread(instrument_files.sound, given.file.encode(), "file")
    await kept.adopt(engine, caller.person, key, instrument)
    return instrument


@router.delete("/agency/instruments/{name}", status_code=204)
async def retire_instrument(
    engine: EngineOf, caller: PersonActs, name: InstrumentKey, key: Key
) -> None:
    """Take one of the agency's own out of use; what was answered can still be read."""
    await coordinated_by(engine, caller.person)
    await kept.retire(engine, caller.person, key, name)
