"""Trust before and after: what a program report takes of a person's own answers.

Toolkit, ch. 7, organizational trust inventory. Of those who let their answers count; an answering
that was completed or put right later is one, as it stands last.
"""

from collections.abc import Mapping, Sequence

from domain.base.messages import Event
from domain.base.model import EntryId, PersonId
from domain.instruments.scoring import score
from domain.instruments.shelf import released
from domain.person.own_answers import AnsweredForOneself
from domain.program.told_apart import Column, Part

TRUST = ("organizational_trust", 1)

Parts = Mapping[str, float]
"""Part to the mean answer in it; parts without enough answers are left out."""


def column_of(answerings: Mapping[PersonId, int]) -> Column:
    """What a figure over answerings is made of, each by person and the version of its newest word.

    So named, an answering is the same in a program report and among questionnaires' figures.
    """
    return [Part(person, part_of(person, newest)) for person, newest in answerings.items()]


def part_of(person: PersonId, newest: int | str) -> str:
    """What names an answering in a figure."""
    return f"{person}/{newest}"


def trust_in(events: Sequence[Event]) -> dict[EntryId, Parts | None]:
    """Each answering among these events, as its last one has it; None where it does not count."""
    return {
        one.entry_id: _parts(one)
        for one in events
        if isinstance(one, AnsweredForOneself) and (one.instrument, one.version) == TRUST
    }


def _parts(event: AnsweredForOneself) -> Parts | None:
    if event.answered is None or not event.counted:
        return None
    scored = score(released(*TRUST), event.answered).parts
    return {one.part: one.value for one in scored if one.value is not None}
