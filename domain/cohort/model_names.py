"""Coaching models as a cohort file may name them: by key or by title, an agency's own too.

What is launched goes by the version that is current then, as from any form.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.process.models import ProcessModel, newest_released

_APART = re.compile(r"[\s_-]+")


@dataclass(frozen=True)
class ModelNames:
    """`own` are models of the agency's own that are in use, each in its current version."""

    own: Sequence[ProcessModel] = ()
    _keys: Mapping[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        every = [*newest_released(), *self.own]
        titles = [_plain(one.title) for one in every]
        # A title that two models share names neither of them.
        keys = {
            title: one.model
            for title, one in zip(titles, every, strict=True)
            if titles.count(title) == 1
        }
        keys |= {_plain(one.model): one.model for one in every}
        object.__setattr__(self, "_keys", keys)

    def key(self, written: str) -> str | None:
        """The model's key; None where nothing goes by that name."""
        return self._keys.get(_plain(written))

    def of_own(self, key: str) -> ProcessModel | None:
        """The agency's own model of this key; None for a released one."""
        return next((one for one in self.own if one.model == key), None)

    @property
    def known(self) -> tuple[str, ...]:
        """What may be named: keys, and of the agency's own models the titles beside them."""
        own = (f"{one.model} ({one.title})" for one in self.own)
        return (*(one.model for one in newest_released()), *own)

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """(what to write, what people read) of each to choose from."""
        released = ((one.model, one.model) for one in newest_released())
        return (*released, *((one.model, one.title) for one in self.own))


def _plain(written: str) -> str:
    return _APART.sub("_", written.strip().casefold())
