"""Questionnaires and rating scales as data: what is asked, on which scale, how it is scored.

An instrument is a TOML file (`released/`, or an agency's own), checked by `instrument_checker.py`
and scored by `scoring.py`. A released version never changes: answers name the version they answer.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.base.model import Frozen, Line, Text
from domain.base.roles import Role

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Version = Annotated[int, Field(ge=1, le=10_000, strict=True)]
Sentence = Annotated[Text, Field(max_length=600)]


class Kept(StrEnum):
    """Where answers are kept, which says who reads them."""

    ENGAGEMENT = "engagement"
    """With an engagement: its learner and coach read them (a learner's of a group: that one)."""
    OWN = "own"
    """With the person: nobody else reads them; the agency sees figures of enough people."""
    OBSERVATION = "observation"
    """With an observation that the coach writes down: a rubric, or a guide for notes alone."""


class Count(StrEnum):
    """How answers become a score."""

    MAJORITY = "majority"
    """More yes than no among the items that don't warn."""
    TOTAL = "total"
    """The sum of a part's answers, once all of them are given."""
    MEAN = "mean"
    """The mean of a part's answers; items that did not apply are left out."""
    NONE = "none"
    """No score: answers are looked at one by one."""


class Scale(Frozen):
    """The numbers one chooses from: `low` and up, one for each label.

    `instead` is what one may say in place of a number; it is left out of every score.
    """

    low: Annotated[int, Field(ge=-10, le=10)]
    labels: Annotated[tuple[Line, ...], Field(min_length=2, max_length=11)]
    instead: Line | None = None
    strong_from: int | None = None
    """From this number on an answer is a strength; below it something to work on."""
    low_first: bool = False
    """Whether the lowest number says most, as in an order of importance."""

    @property
    def high(self) -> int:
        """The highest number."""
        return self.low + len(self.labels) - 1


class Scoring(Frozen):
    """How answers are scored, and for a majority what each outcome means."""

    kind: Count
    above: Sentence | None = None
    not_above: Sentence | None = None
    warning: Sentence | None = None


class Part(Frozen):
    """Items that are scored together: a subscale."""

    key: Key
    title: Line


class Item(Frozen):
    """One thing asked; `warns`: a yes stands apart from the count and warns."""

    key: Key
    part: Key
    text: Sentence
    warns: bool = False
    pair: Key | None = None
    """Items of one pair are two sides of one thing and are shown beside each other."""


class OpenQuestion(Frozen):
    """Something answered in words: of every item (`notes`), or of the whole (`questions`)."""

    key: Key
    asks: Line


class Instrument(Frozen):
    """One version of an instrument. `by`: the roles that answer one kept with an engagement.

    `beside` are acts beside whose forms it is offered.
    """

    instrument: Key
    version: Version
    title: Line
    source: Sentence
    asks: Sentence
    kept: Kept
    by: tuple[Role, ...] = ()
    beside: tuple[Key, ...] = ()
    scale: Scale
    scoring: Scoring
    parts: Annotated[tuple[Part, ...], Field(max_length=20)] = ()
    notes: Annotated[tuple[OpenQuestion, ...], Field(max_length=5)] = ()
    questions: Annotated[tuple[OpenQuestion, ...], Field(max_length=20)] = ()
    items: Annotated[tuple[Item, ...], Field(max_length=100)] = ()

    def part_items(self, part: str) -> tuple[Item, ...]:
        """The items of a part that count, in order."""
        return tuple(one for one in self.items if one.part == part and not one.warns)
