"""The summary score of scaled goals (Kiresuk & Sherman, 1968): one number for how far one came.

T = 50 + 10 Σwx / √((1 - ρ) Σw² + ρ (Σw)²), for ratings x of -2 to +2 with weights w. 50 means that
all came out as expected, whatever the weights. Toolkit, ch. 4, goal attainment rating scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TypeVar

K = TypeVar("K")

RHO = 0.3
"""How much scales of one person are taken to go together; the authors' own estimate."""


def t_score(rated: Sequence[tuple[int, int]]) -> float:
    """The score of (weight, rating) pairs, one for each scale. Raises ValueError for none."""
    if not rated:
        raise ValueError("no scale was rated")
    weights = [weight for weight, _ in rated]
    moved = sum(weight * rating for weight, rating in rated)
    spread = (1 - RHO) * sum(weight**2 for weight in weights) + RHO * sum(weights) ** 2
    return 50 + 10 * moved / sqrt(spread)


def t_scores(weights: Mapping[K, int], rated: Iterable[tuple[K, int]]) -> list[float]:
    """The score at each rating (scale, rating) from when every scale had been rated once.

    Ratings of what is no scale of these are passed over.
    """
    latest: dict[K, int] = {}
    found = []
    for scale, rating in rated:
        if scale in weights:
            latest[scale] = rating
            if len(latest) == len(weights):
                found.append(t_score([(weights[one], now) for one, now in latest.items()]))
    return found
