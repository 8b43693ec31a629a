"""Time zones and countries to choose from."""

from functools import cache

import holidays

from domain.person.person_fields import known_zones
from domain.words.catalogue import spoken_locale


@cache
def zones() -> tuple[str, ...]:
    """`America/Los_Angeles` and so on: those that places are named by, and UTC."""
    return ("UTC", *sorted(zone for zone in known_zones() if "/" in zone))


def countries() -> tuple[tuple[str, str], ...]:
    """(two letters, name) of each country whose public holidays are known, by its name."""
    names = spoken_locale().territories
    known = holidays.list_supported_countries(include_aliases=False)
    return tuple(sorted(((code, names.get(code, code)) for code in known), key=lambda one: one[1]))
