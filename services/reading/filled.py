"""Instruments as they were answered: each with its score, and how scores moved over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.instruments.answers import Answers
from domain.instruments.instrument import Count, Instrument, Part
from domain.instruments.scoring import Score, Verdict, score


@dataclass(frozen=True)
class Filled:
    """One answering of an instrument; `mine`: the reader's own, who may answer the rest of it.

    `by` is a name. `counted`: whether it goes into the agency's figures.
    """

    entry: str
    at: datetime
    by: str
    mine: bool
    counted: bool
    instrument: Instrument
    answers: Answers
    score: Score

    @property
    def says(self) -> tuple[str, ...]:
        """What the score means, where the instrument says so: the outcome, then a warning."""
        scoring, found = self.instrument.scoring, self.score
        said = {Verdict.ABOVE: scoring.above, Verdict.NOT_ABOVE: scoring.not_above}
        outcome = said.get(found.verdict) if found.verdict else None
        warning = scoring.warning if found.warned_by else None
        return tuple(one for one in (outcome, warning) if one)

    @property
    def strengths(self) -> tuple[str, ...]:
        """What is done well, in the items' words."""
        return self._texts(self.score.strengths)

    @property
    def to_work_on(self) -> tuple[str, ...]:
        """What to begin with, in the items' words."""
        return self._texts(self.score.to_work_on)

    def _texts(self, keys: Iterable[str]) -> tuple[str, ...]:
        texts = {item.key: item.text for item in self.instrument.items}
        return tuple(texts[key] for key in keys)


@dataclass(frozen=True)
class Moved:
    """How the score of a part moved, oldest first, between the lowest and the highest it can be."""

    part: Part
    low: int
    high: int
    points: tuple[tuple[datetime, float], ...]


def filled(
    entry: str,
    at: datetime,
    by: str,
    instrument: Instrument,
    answers: Answers,
    *,
    mine: bool = False,
    counted: bool = False,
) -> Filled:
    """An answering with its score."""
    return Filled(entry, at, by, mine, counted, instrument, answers, score(instrument, answers))


def moved(answered: Sequence[Filled]) -> tuple[Moved, ...]:
    """For each part of the newest version: its scores over time, of this version alone.

    `answered` are one person's, oldest first. Scores of another version are of other items.
    """
    if not answered:
        return ()
    instrument = answered[-1].instrument
    same = [one for one in answered if one.instrument.version == instrument.version]
    return tuple(
        Moved(part, *span(instrument, part), _points(same, part.key)) for part in instrument.parts
    )


def span(instrument: Instrument, part: Part) -> tuple[int, int]:
    """The lowest and the highest score that a part can have."""
    count, scale = len(instrument.part_items(part.key)), instrument.scale
    match instrument.scoring.kind:
        case Count.MAJORITY:
            return 0, count
        case Count.TOTAL:
            return scale.low * count, scale.high * count
        case Count.MEAN | Count.NONE:
            return scale.low, scale.high


def _points(answered: Iterable[Filled], part: str) -> tuple[tuple[datetime, float], ...]:
    return tuple(
        (one.at, found.value)
        for one in answered
        for found in one.score.parts
        if found.part == part and found.value is not None
    )
