"""Taking times in turn, so that what else the machine does falls on both sides alike."""

import statistics
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from time import perf_counter

Act = Callable[[int], Awaitable[object]]


@dataclass(frozen=True)
class Figure:
    """Ours beside the bare thing, in `unit`; `ratio` is ours ÷ bare, or bare ÷ ours for a rate."""

    what: str
    beside: str
    unit: str
    ours: float
    bare: float
    ratio: float
    spread: str = ""
    facts: dict[str, float] = field(default_factory=dict)


async def in_turn(count: int, ours: Act, bare: Act) -> tuple[list[float], list[float]]:
    """Seconds of each of `count` acts, ours and bare alternating, neither always first."""
    mine: list[float] = []
    theirs: list[float] = []
    for n in range(count):
        pairs = [(ours, mine), (bare, theirs)]
        for act, times in pairs if n % 2 else reversed(pairs):
            times.append(await timed(act, n))
    return mine, theirs


async def timed(act: Act, n: int) -> float:
    """Seconds of one act."""
    begun = perf_counter()
    await act(n)
    return perf_counter() - begun


def compared(what: str, beside: str, ours: list[float], bare: list[float]) -> Figure:
    """Medians in milliseconds; the ratio is of the medians, the spread is the 95th percentile."""
    a, b = statistics.median(ours) * 1000, statistics.median(bare) * 1000
    spread = f"p95 {percentile(ours, 95) * 1000:.1f} / {percentile(bare, 95) * 1000:.1f}"
    return Figure(what, beside, "ms", a, b, a / b, spread, {"times": len(ours)})


def percentile(times: list[float], percent: int) -> float:
    """The smallest time that at least so many percent do not exceed."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]
