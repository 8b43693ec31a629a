"""The words a process model is written in: works, circumstances, and what a stage may ask for.

A model's file uses these words and no others; `checker.py` refuses any it does not know. What each
comes to in an engagement is looked up in `engagement/gates`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from domain.base.model import Frozen
from domain.base.roles import Role


class Work(StrEnum):
    """What a stage opens to people; it stays open in the stages after it."""

    SETTING_UP = "setting_up"
    PLANNING = "planning"
    PRACTICE = "practice"
    REFLECTING = "reflecting"
    CONVERSING = "conversing"
    EVALUATING = "evaluating"
    DECIDING = "deciding"
    """Deciding how to go on after a cycle; open in that stage alone."""
    CLOSING = "closing"


class Circumstance(StrEnum):
    """What may be true of an engagement and make something needed, or not."""

    PEERS = "peers"
    GROUP = "group"
    EXTERNAL_COACH = "external_coach"
    SUPERVISOR_COACH = "supervisor_coach"
    COACH_KNOWN = "coach_known"
    MANDATED = "mandated"
    LATER_CYCLE = "later_cycle"
    """Any cycle but the first."""


class Who(StrEnum):
    """Who must have made an entry, or whom it must be about."""

    EACH_LEARNER = "each_learner"
    COACH = "coach"
    SUPERVISOR = "supervisor"
    BOTH = "both"
    """Each learner and the coach."""
    ANYBODY = "anybody"


class Since(StrEnum):
    """From when an entry counts."""

    START = "start"
    CYCLE = "cycle"
    OBSERVATION = "observation"
    """The last observation of that learner in this cycle; if there is none, its beginning."""
    PRACTICE = "practice"
    """The first demonstration or observation of this cycle; nothing counts before one is there."""
    CONVERSATION = "conversation"
    """The first conversation of this cycle about that learner; nothing counts before it."""


class Some(Frozen):
    """At least one entry of a kind, by whom and about whom it must be, since when."""

    ask: Literal["some"]
    entry: str
    by: Who = Who.ANYBODY
    about: Who = Who.ANYBODY
    since: Since = Since.START


class Every(Frozen):
    """Everything of a kind has its answer: each goal a rating, each observation a conversation."""

    ask: Literal["every"]
    entry: str
    has: str
    by: Who = Who.ANYBODY
    since: Since = Since.START


class Fact(Frozen):
    """Something the engagement or its agency knows of itself (`gates/facts.py`)."""

    ask: Literal["fact"]
    fact: str


Question = Annotated[Some | Every | Fact, Field(discriminator="ask")]


class Need(Frozen):
    """One thing a stage asks for before it is left forward.

    `key` names it for people (`words/requirements.json`, or `says` for a model of an agency's own).
    `act` is the command that supplies it, `roles` who can give it. `only_if` and `unless` say when
    it is asked at all; `instead` is what does as well (a waiver for a demonstration).
    """

    key: str
    question: Question
    act: str
    roles: tuple[Role, ...]
    only_if: Circumstance | None = None
    unless: Circumstance | None = None
    instead: Question | None = None
    instead_if: Circumstance | None = None
    after: tuple[str, ...] = ()
    """Needs without which this one can't be supplied: terms are there before they are signed."""
    says: str | None = None
    """What is said while it is missing, with who can supply it; for a need of this model alone."""
    reminder: str = "stage_work"
    """The wording of its reminder; empty where people are reminded of it elsewhere."""
    signs: str | None = None
    """The text it wants signed: another version is another occasion, due once it has lain."""
