"""The guide to troubles as one person may use it: what the record speaks for, and all the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.base.roles import Role
from domain.guidance.signs import signs
from domain.guidance.situations import Situation, situations
from services.reading.read import Reading
from services.reading.visible import roles_in
from services.words import WORDS


@dataclass(frozen=True)
class Advice:
    """One situation; `why` it is offered, None where it is only there to be looked up.

    `acts` are those that may help and are open to the reader now.
    """

    key: str
    situation: Situation
    why: str | None
    acts: tuple[str, ...]


def guide(read: Reading, now: datetime) -> list[Advice]:
    """For coach and coordinator, what is offered first; empty for anybody else."""
    roles = roles_in(read.state, read.reader.person_id)
    shown = set(signs(read.lines, now)) if read.state.live else set()
    found = [_advice(key, one, shown, read.can_do) for key, one in _for(roles)]
    return sorted(found, key=lambda one: one.why is None)


def offered(read: Reading, now: datetime) -> list[Advice]:
    """What something in the record speaks for."""
    return [one for one in guide(read, now) if one.why is not None]


def _for(roles: Iterable[Role]) -> list[tuple[str, Situation]]:
    held = set(roles)
    return [(key, one) for key, one in situations().items() if held & set(one.roles)]


def _advice(key: str, one: Situation, shown: set[str], can_do: tuple[str, ...]) -> Advice:
    why = WORDS.say(f"sign.{one.sign}") if one.sign in shown else None
    return Advice(key, one, why, tuple(act for act in one.acts if act in can_do))
