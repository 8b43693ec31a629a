"""Scores of an instrument's answers, also of answers that are not complete.

Nothing is guessed: a total waits for its last answer, a mean says how many answers it is of, and
a majority is told as soon as what is still unanswered could not change it (docs/adr/0023).
"""

from enum import StrEnum

from domain.base.model import Frozen
from domain.instruments.answers import Answers
from domain.instruments.instrument import Count, Instrument, Item


class Verdict(StrEnum):
    """What a majority came to."""

    ABOVE = "above"
    NOT_ABOVE = "not_above"


class PartScore(Frozen):
    """The score of one part; `value` is None where there is none (yet).

    `value`: yes answers of a majority, the sum of a total, the mean of numbers given. `given` items
    have a number, `left_out` have what stands instead of one, `asked` are all.
    """

    part: str
    value: float | None
    given: int
    left_out: int
    asked: int


class Score(Frozen):
    """The score of an instrument; item keys stand in the order of the items."""

    parts: tuple[PartScore, ...]
    verdict: Verdict | None = None
    warned_by: tuple[str, ...] = ()
    """Items whose yes warns."""
    strengths: tuple[str, ...] = ()
    to_work_on: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every item that counts was answered."""
        return all(part.given + part.left_out == part.asked for part in self.parts)


def score(instrument: Instrument, answers: Answers) -> Score:
    """Score answers that `answers.check` let pass. Warning items stand outside every count."""
    parts = tuple(
        _part(instrument, part.key, instrument.part_items(part.key), answers)
        for part in instrument.parts
    )
    warned = [one.key for one in instrument.items if one.warns and _yes(instrument, one, answers)]
    strong_from = instrument.scale.strong_from
    rated = [
        (one.key, number)
        for one in instrument.items
        if strong_from is not None and (number := answers.items.get(one.key)) is not None
    ]
    return Score(
        parts=parts,
        verdict=_verdict(parts) if instrument.scoring.kind is Count.MAJORITY else None,
        warned_by=tuple(warned),
        strengths=tuple(key for key, number in rated if number >= (strong_from or 0)),
        to_work_on=tuple(key for key, number in rated if number < (strong_from or 0)),
    )


def _part(instrument: Instrument, key: str, items: tuple[Item, ...], answers: Answers) -> PartScore:
    answered = [answers.items[item.key] for item in items if item.key in answers.items]
    numbers = [number for number in answered if number is not None]
    return PartScore(
        part=key,
        value=_value(instrument, numbers, len(items)),
        given=len(numbers),
        left_out=len(answered) - len(numbers),
        asked=len(items),
    )


def _value(instrument: Instrument, numbers: list[int], asked: int) -> float | None:
    match instrument.scoring.kind:
        case Count.MAJORITY:
            return float(sum(number == instrument.scale.high for number in numbers))
        case Count.TOTAL:
            return float(sum(numbers)) if len(numbers) == asked else None
        case Count.MEAN:
            return sum(numbers) / len(numbers) if numbers else None
        case Count.NONE:
            return None


def _yes(instrument: Instrument, item: Item, answers: Answers) -> bool:
    return answers.items.get(item.key) == instrument.scale.high


def _verdict(parts: tuple[PartScore, ...]) -> Verdict | None:
    yes = sum(int(part.value or 0) for part in parts)
    no = sum(part.given for part in parts) - yes
    open_ = sum(part.asked - part.given - part.left_out for part in parts)
    if yes > no + open_:
        return Verdict.ABOVE
    return Verdict.NOT_ABOVE if yes + open_ <= no else None
