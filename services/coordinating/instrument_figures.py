"""What an agency learns of its people's own answers: means, never of fewer than its least number.

A part's figure stands until as many people as that have come to it, left it or answered anew:
watched answer by answer, a change would tell of one person, however often the same person answers
(coaching-process.md, Confidentiality).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.instruments.instrument import Instrument, Part
from domain.instruments.scoring import score
from domain.instruments.shelf import on_offer
from domain.person.person import Person
from domain.program.report import TRUST as TRUST_MEASURES
from domain.program.report import Earlier
from domain.program.told_apart import tells_of_few
from domain.program.trust import TRUST, column_of
from services.connections import Engine
from services.reading.access import overseen
from services.reading.filled import span
from store.personal.answer_rows import KeptFigure, KeptFigures, OwnWord


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
        given = await engine.store.own_answers.counted(agency.agency_id, *which)
        reports = await engine.store.reports.made_of(agency.agency_id) if which == TRUST else ()
        anew = _anew(instrument, given, kept.body if kept else {}, least, reports)
        if kept is None or anew != kept.body:
            kept = KeptFigures(engine.clock.now(), answers, anew)
        if kept.body:
            await engine.store.own_answers.keep(agency.agency_id, *which, kept)
    return InstrumentFigures(
        instrument=instrument,
        as_of=kept.at,
        least=least,
        parts=tuple(_part(instrument, part, kept) for part in instrument.parts),
    )


def _anew(
    instrument: Instrument,
    given: Iterable[OwnWord],
    before: Mapping[str, KeptFigure],
    least: int,
    reports: Earlier = (),
) -> dict[str, KeptFigure]:
    """The figure of each part that enough people have a score in; one stands that few changed.

    Or that would tell of few beside program reports over the same answers (docs/adr/0024).
    """
    values: dict[str, dict[PersonId, tuple[int, float]]] = {}
    for one in given:
        if one.event.answered is None:
            continue
        for part in score(instrument, one.event.answered).parts:
            if part.value is not None:
                values.setdefault(part.part, {})[one.event.by] = (one.version, part.value)
    found = dict(before)
    for key, of_part in values.items():
        of = {person: version for person, (version, _) in of_part.items()}
        shown = shown_of(before.get(key))
        known = shown[-1] if shown else {}
        changed = [one for one in {*of, *known} if of.get(one) != known.get(one)]
        if len(of) < least or len(changed) < least or _told_by(reports, key, [*shown, of], least):
            continue
        mean = round(fmean(value for _, value in of_part.values()), 1)
        found[key] = KeptFigure(mean=mean, of=of, before=shown)
    return found


def shown_of(figure: KeptFigure | None) -> tuple[dict[PersonId, int], ...]:
    """Of whom each figure of a part was made that there ever was, oldest first."""
    return () if figure is None else (*figure.before, figure.of)


def _told_by(
    reports: Earlier, part: str, figures: Sequence[Mapping[PersonId, int]], least: int
) -> bool:
    """Whether reports and figures together may tell of few; where there are no reports, not."""
    keys = (f"{TRUST_MEASURES}{part}_start", f"{TRUST_MEASURES}{part}_end")
    columns = [one[key] for one in reports for key in keys if one.get(key)]
    return bool(columns) and tells_of_few([*columns, *map(column_of, figures)], least)


def _part(instrument: Instrument, part: Part, kept: KeptFigures) -> PartFigure:
    low, high = span(instrument, part)
    found = kept.body.get(part.key)
    if found is None:
        return PartFigure(part, None, None, low, high)
    return PartFigure(part, found.mean, len(found.of), low, high)
