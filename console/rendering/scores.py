"""Scores of instruments as pictures: a bar on its scale, and a line over time."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from console.rendering import moments
from console.rendering.chart import Chart, chart
from domain.instruments.instrument import Instrument
from domain.instruments.scoring import PartScore
from services.reading.filled import Filled, Moved, span


@dataclass(frozen=True)
class Bar:
    """One part's score on its scale; `said` is None where there is no score (yet)."""

    title: str
    value: float | None
    said: str | None
    low: int
    high: int
    given: int
    left_out: int
    asked: int


def bars(one: Filled) -> list[Bar]:
    """Each part's score, in the order of the parts."""
    return [_bar(one.instrument, n, found) for n, found in enumerate(one.score.parts)]


def lines(moved: tuple[Moved, ...], zone: ZoneInfo) -> list[tuple[str, Chart]]:
    """A picture for each part that was scored more than once."""
    return [
        (
            one.part.title,
            chart(
                [(moments.short(at, zone), value) for at, value in one.points], one.low, one.high
            ),
        )
        for one in moved
        if len(one.points) > 1
    ]


def number(value: float) -> str:
    """A score as it is read: whole, or to a tenth."""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def _bar(instrument: Instrument, n: int, found: PartScore) -> Bar:
    part = instrument.parts[n]
    low, high = span(instrument, part)
    said = None if found.value is None else number(found.value)
    return Bar(part.title, found.value, said, low, high, found.given, found.left_out, found.asked)
