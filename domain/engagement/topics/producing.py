"""Producing a handoff: what it says is fixed, for the learner to see first."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain, Release
from domain.base.messages import Command, PersonRef
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.closings import closing_roles, gone_on, handoff_of, ready, results_of
from domain.engagement.entries import EntryMade, head
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.closing import Handoff
from domain.engagement.state import Engagement
from domain.engagement.views.handoff import content
from domain.engagement.views.handoff_content import HandoffContent
from domain.process.vocabulary import Work

SEEN_FIRST = replace(PAIR, supervisor=Release.HANDOFF_SEEN)
"""The supervisor only once the learner saw it."""


class ProduceHandoff(Command):
    """Fix what the handoff says, for each learner to see first.

    `about`: whose handoff; all who are ready, if nobody is named.
    """

    kind: Literal["produce_handoff"] = "produce_handoff"
    work: ClassVar[str | None] = Work.CLOSING
    about: tuple[PersonRef, ...] = ()


class HandoffProduced(EntryMade):
    """A version of one learner's handoff is fixed."""

    kind: Literal["handoff_produced"] = "handoff_produced"
    known_to: ClassVar[Audience] = SEEN_FIRST
    version: Annotated[int, Plain()]
    unseen: Annotated[bool, Plain()]
    results_revision: Annotated[int, Plain(PAIR)]
    content: Annotated[HandoffContent | None, Confidential(SEEN_FIRST, blank=None)]


def decide(state: Engagement, c: ProduceHandoff, agency: Agency) -> tuple[HandoffProduced, ...]:
    """The coach makes it, or the learner where there is none (then only the own).

    Raises `Refusal`: `unknown_learner`, `results_first`, `handoff_seen`, `handoff_delivered`.
    """
    role = acting_as(state, c, *closing_roles(state))
    require_work(state, Work.CLOSING)
    learners = _to_produce(state, c, role)
    events: tuple[HandoffProduced, ...] = ()
    for n, learner in enumerate(learners, start=1):
        results = results_of(state, learner)
        unseen = gone_on(state, learner) is not None
        events += (
            HandoffProduced.of(
                c,
                role,
                entry_id=f"{c.command_id}/{n}",
                about=(learner,),
                version=state.versions.get(_text(learner), 0) + 1,
                unseen=unseen,
                results_revision=results.revision if results and not unseen else 0,
                content=content(state, agency, learner, c.at, but=learners),
            ),
        )
    return events


def evolve(state: Engagement, e: HandoffProduced) -> Engagement:
    """The state with another version of a learner's handoff."""
    handoff = Handoff(
        **head(state, e),
        version=e.version,
        unseen=e.unseen,
        results_revision=e.results_revision,
        content=e.content,
    )
    versions = {**state.versions, _text(e.about[0]): e.version}
    return replace(state.with_record(handoff), versions=versions)


def _to_produce(state: Engagement, c: ProduceHandoff, role: Role) -> tuple[PersonId, ...]:
    able = (c.by,) if role is Role.LEARNER else state.active_learners
    for learner in c.about:
        if learner not in able:
            raise Refusal("unknown_learner")
        if not ready(state, learner):
            raise Refusal("results_first")
        _require_changeable(state, learner)
    if c.about:
        return tuple(dict.fromkeys(c.about))
    waiting = tuple(learner for learner in able if ready(state, learner))
    if not waiting:
        raise Refusal("results_first")
    without = tuple(learner for learner in waiting if handoff_of(state, learner) is None)
    if without:
        return without
    anew = tuple(learner for learner in waiting if _changeable(handoff_of(state, learner)))
    if not anew:
        _require_changeable(state, waiting[0])
    return anew


def _changeable(handoff: Handoff | None) -> bool:
    return handoff is None or (handoff.seen_at is None and handoff.delivered_at is None)


def _require_changeable(state: Engagement, learner: PersonId) -> None:
    handoff = handoff_of(state, learner)
    if handoff is not None and handoff.delivered_at is not None:
        raise Refusal("handoff_delivered")
    if not _changeable(handoff):
        raise Refusal("handoff_seen")


def _text(learner: PersonId) -> str:
    return f"handoff/{learner}"
