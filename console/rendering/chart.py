"""Ratings or scores as a picture: points in order of time on a scale, for SVG in a page."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 12, 28


@dataclass(frozen=True)
class Chart:
    """Points and grid lines in pixels; `points` are (x, y, value, label)."""

    width: int
    height: int
    left: int
    right: int
    line: str
    points: tuple[tuple[float, float, float, str], ...]
    grid: tuple[tuple[float, int], ...]


def chart(values: Sequence[tuple[str, float]], low: int, high: int) -> Chart:
    """(label, value) from left to right, between the lowest and the highest of the scale."""
    across, down = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM

    def y(value: float) -> float:
        return round(_TOP + down * (high - value) / (high - low), 1)

    def x(n: int) -> float:
        # One alone stands in the middle.
        return round(_LEFT + across * (n / (len(values) - 1) if len(values) > 1 else 0.5), 1)

    points = tuple((x(n), y(value), value, label) for n, (label, value) in enumerate(values))
    steps = range(low, high + 1, _step(high - low))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        line=" ".join(f"{px},{py}" for px, py, _, _ in points),
        points=points,
        grid=tuple((y(step), step) for step in steps),
    )


def _step(width: int) -> int:
    """So that a scale has no more lines than can be read apart."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, width) if width / step <= 6)
