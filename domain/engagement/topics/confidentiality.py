"""Confidentiality, its exceptions and mandated reporting, gone through with each learner.

Toolkit, ch. 4 (confidentiality) and ch. 10 (NASW 1.07). The coach explains, each learner says that
it is understood; a new coach explains anew.
"""

from typing import ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience
from domain.base.messages import Command
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, people_in, require_live
from domain.engagement.records.setting_up import Explanation, Understanding
from domain.engagement.state import Engagement


class ExplainConfidentiality(MakeEntry):
    """Say that you went through confidentiality, its exceptions and mandated reporting."""

    kind: Literal["explain_confidentiality"] = "explain_confidentiality"
    exceptions_explained: bool
    mandated_reporting_explained: bool


class ConfidentialityExplained(EntryMade):
    """The coach explained confidentiality."""

    kind: Literal["confidentiality_explained"] = "confidentiality_explained"
    known_to: ClassVar[Audience] = ALL


class UnderstandConfidentiality(Command):
    """Say that you understood what stays between you and your coach, and what can't."""

    kind: Literal["understand_confidentiality"] = "understand_confidentiality"


class ConfidentialityUnderstood(EntryMade):
    """A learner understood it."""

    kind: Literal["confidentiality_understood"] = "confidentiality_understood"
    known_to: ClassVar[Audience] = ALL


ConfidentialityCommand = ExplainConfidentiality | UnderstandConfidentiality
ConfidentialityEvent = ConfidentialityExplained | ConfidentialityUnderstood


def decide(
    state: Engagement, c: ConfidentialityCommand, _: Agency
) -> tuple[ConfidentialityEvent, ...]:
    """The coach explains (between peers, either), then each learner says it is understood.

    Raises `Refusal`: `confidentiality_incomplete`, `not_explained_yet`.
    """
    match c:
        case ExplainConfidentiality():
            role = acting_as(state, c, Role.COACH)
            require_live(state)
            if not (c.exceptions_explained and c.mandated_reporting_explained):
                raise Refusal("confidentiality_incomplete")
            about = state.active_learners
            return (made(ConfidentialityExplained, state, c, role, Explanation, about=about),)
        case UnderstandConfidentiality():
            role = acting_as(state, c, Role.LEARNER)
            require_live(state)
            if not explained(state):
                raise Refusal("not_explained_yet")
            if c.by in understood_by(state):
                return ()
            return (ConfidentialityUnderstood.of(c, role, about=(c.by,)),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: ConfidentialityEvent) -> Engagement:
    """The state after confidentiality was explained or understood."""
    match e:
        case ConfidentialityExplained():
            return state.with_record(Explanation(**head(state, e)))
        case ConfidentialityUnderstood():
            return state.with_record(Understanding(**head(state, e)))
        case _:
            assert_never(e)


def explained(state: Engagement) -> tuple[Explanation, ...]:
    """What the present coach (between peers, either) explained."""
    coaches = people_in(state, Role.COACH)
    return tuple(one for one in state.every(Explanation) if one.by in coaches)


def understood_by(state: Engagement) -> tuple[PersonId, ...]:
    """Learners who understood it since the present coach explained it."""
    since = min((one.at for one in explained(state)), default=None)
    return tuple(
        one.by for one in state.every(Understanding) if since is not None and one.at >= since
    )
