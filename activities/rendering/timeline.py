"""Where days lie on a line, as shares of its length, and room for their labels."""

from collections.abc import Sequence
from datetime import date


def share(day: date, first: date, last: date) -> float:
    """0 at `first`, 1 at `last`; days outside lie at the ends."""
    span = (last - first).days
    if span <= 0:
        return 0.0
    return min(1.0, max(0.0, (day - first).days / span))


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Ascending `places` moved as little as needed to lie `gap` apart within 0..1."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    ceiling = 1.0
    for index in range(len(moved) - 1, -1, -1):
        moved[index] = max(0.0, min(moved[index], ceiling))
        ceiling = moved[index] - gap
    return moved


def month_ticks(first: date, last: date, most: int = 6) -> list[date]:
    """First days of months within the span, evenly thinned to at most `most`."""
    months: list[date] = []
    year, month = first.year, first.month
    while len(months) < 1200:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        day = date(year, month, 1)
        if day > last:
            break
        months.append(day)
    step = -(-len(months) // most) or 1
    return months[::step]
