"""Figures that tell of no fewer people than an agency allows, also not by taking one from another.

A small number is left out; where the total is shown, it could be worked out from the others, so
others are left out with it until those left out together are enough people, and never one alone.
"""

from collections.abc import Mapping


def suppressed(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """The counts, None for those left out; nobody at all (0) is shown as such unless it would tell.

    `counts` share out a total that is shown too. With fewer than `least` people in all, every one
    is left out.
    """
    total = sum(counts.values())
    if 0 < total < least:
        return dict.fromkeys(counts)
    hidden = {name for name, count in counts.items() if 0 < count < least}
    if hidden:
        by_size = sorted(counts, key=lambda name: (counts[name] == 0, counts[name], name))
        for name in by_size:
            enough = sum(counts[one] for one in hidden) >= least and len(hidden) > 1
            if enough:
                break
            hidden.add(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def total_shown(counts: Mapping[str, int], least: int) -> int | None:
    """The total; None where it is of too few people."""
    total = sum(counts.values())
    return None if 0 < total < least else total
