"""The instruments of an engagement: what its reader can answer, what was answered, how it moved."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.agency.agency import Agency
from domain.base.refusals import Refusal
from domain.engagement.parties import roles_of
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument, Kept
from domain.instruments.shelf import found, on_offer
from services.reading.filled import Filled, Moved, filled, moved
from services.reading.read import Reading
from services.troubles import NotFound

ACT = "answer_instrument"


@dataclass(frozen=True)
class Answered:
    """An instrument with what was answered to it, newest first; `moved` is by who answered.

    `can_answer`: whether the reader can now.
    """

    instrument: Instrument
    can_answer: bool
    answered: tuple[Filled, ...]
    moved: tuple[tuple[str, tuple[Moved, ...]], ...]


def instruments_view(read: Reading) -> list[Answered]:
    """Those the reader can answer here, and those somebody answered whose answers they may read."""
    entries = _answered(read)
    names = dict.fromkeys(
        [
            *(one.instrument for one in _on_offer(read)),
            *(one.instrument.instrument for one in entries),
        ]
    )
    return [_view(read, name, entries) for name in names]


def instrument_view(read: Reading, name: str) -> Answered:
    """One of them. Raises `NotFound`."""
    for one in instruments_view(read):
        if one.instrument.instrument == name:
            return one
    raise NotFound.of("no_instrument", name=name[:50])


def beside_act(read: Reading, kind: str) -> list[Instrument]:
    """Instruments that help with an act, which the reader can answer here or for themself."""
    here = _on_offer(read) if ACT in read.can_do else []
    own = (one for one in on_offer(read.agency.instruments_in_use) if one.kept is Kept.OWN)
    return [one for one in (*here, *own) if kind in one.beside]


def begun(read: Reading, entry: str) -> Filled | None:
    """Answers of the reader's own that can be gone on with."""
    mine = (one for one in _answered(read) if one.entry == entry and one.mine)
    return next(mine, None)


def _on_offer(read: Reading) -> list[Instrument]:
    held = set(roles_of(read.state, read.reader.person_id))
    return [
        one
        for one in on_offer(read.agency.instruments_in_use)
        if one.kept is Kept.ENGAGEMENT and held & set(one.by)
    ]


def _view(read: Reading, name: str, entries: Iterable[Filled]) -> Answered:
    of_it = [one for one in entries if one.instrument.instrument == name]
    offered = next((one for one in _on_offer(read) if one.instrument == name), None)
    by = dict.fromkeys(one.by for one in of_it)
    return Answered(
        instrument=offered or of_it[-1].instrument,
        can_answer=offered is not None and ACT in read.can_do,
        answered=tuple(reversed(of_it)),
        moved=tuple((who, moved([one for one in of_it if one.by == who])) for who in by),
    )


def _answered(read: Reading) -> list[Filled]:
    """Oldest first; the rest of something begun stands where it was begun."""
    latest: dict[str, Filled] = {}
    for line in read.lines:
        if line.kind == "entry_retracted":
            latest.pop(line.fields.get("entry", ""), None)
        given = line.fields.get("answered") if line.kind == "instrument_answered" else None
        if not given:
            continue  # another event, or disposed of
        entry = line.fields["entry_id"]
        asked = _asked(read.agency, line.fields["instrument"], line.fields["version"])
        if asked is not None:
            begun_at = latest[entry].at if entry in latest else line.at
            answers = Answers.model_validate(given)
            mine = line.by == read.reader.person_id
            latest[entry] = filled(entry, begun_at, read.name(line.by), asked, answers, mine=mine)
    return list(latest.values())


def _asked(agency: Agency, name: str, version: int) -> Instrument | None:
    try:
        return found(name, version, agency.instruments)
    except Refusal:
        return None
