"""A mistaken entry is taken back by its author; the log keeps both, the rules count one.

To correct an entry, the same act is said anew with `corrects`. What is taken back may have let a
gate pass: what that gate now lacks is asked for again, and holds the next step forward.
"""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, PROGRESS, Audience, Confidential, Plain, Release
from domain.base.messages import Command, EntryRef, Event, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.entries import theirs, without
from domain.engagement.gates.gate import passed_needs, unmet
from domain.engagement.parties import asked, model_of, require_open, roles_of, speaking_as
from domain.engagement.records.setting_up import Commitment, Goal
from domain.engagement.state import Answer, AnyRecord, Engagement
from domain.engagement.topics import goals
from domain.engagement.topics.checkpoints import CheckpointOpened, open_barriers, open_checkpoint

_AS_ORIGINAL = Audience(
    learner=Release.AS_ORIGINAL,
    coach=Release.AS_ORIGINAL,
    supervisor=Release.AS_ORIGINAL,
    coordinator=Release.AS_ORIGINAL,
)


class RetractEntry(Command):
    """Take back an entry of one's own; to correct it, say it anew with `corrects`."""

    kind: Literal["retract_entry"] = "retract_entry"
    entry: EntryRef
    reason: Text


class EntryRetracted(Event):
    """An entry no longer counts; known to whom the entry was known."""

    kind: Literal["entry_retracted"] = "entry_retracted"
    known_to: ClassVar[Audience] = _AS_ORIGINAL
    subject: ClassVar[str] = "entry"
    handed_on: ClassVar[bool] = False
    entry: Annotated[EntryRef, Plain()]
    record: Annotated[str, Plain()]
    about: Annotated[tuple[PersonRef, ...], Plain()] = ()
    reason: Annotated[Text, Confidential(PAIR)]


class GateReopened(Event):
    """What a gate already passed had asked for is missing again; `needs` are its keys."""

    kind: Literal["gate_reopened"] = "gate_reopened"
    known_to: ClassVar[Audience] = PROGRESS
    needs: Annotated[tuple[str, ...], Plain(PAIR)]


CorrectionsCommand = RetractEntry
CorrectionsEvent = EntryRetracted | GateReopened


def decide(
    state: Engagement, c: CorrectionsCommand, agency: Agency
) -> tuple[CorrectionsEvent | CheckpointOpened, ...]:
    """What taking something back comes to.

    Raises `Refusal`: `unknown_entry`, `not_author`, `not_retractable`, `barriers_stay`; and as
    `speaking_as`, `require_open`.
    """
    match c:
        case RetractEntry():
            return _retract(state, c, agency)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: CorrectionsEvent) -> Engagement:
    """The state without an entry; or with needs asked for again."""
    match e:
        case EntryRetracted():
            taken_back = state.records.get(e.entry)
            after = _unsaid(without(state, e.entry), taken_back)
            return goals.changed(after) if isinstance(taken_back, Goal) else after
        case GateReopened():
            return replace(state, reopened=tuple(dict.fromkeys((*state.reopened, *e.needs))))
        case _:
            assert_never(e)


def _handled_alone(state: Engagement, person: PersonId) -> bool:
    """Whether they handled a concern and hold no role here."""
    return not roles_of(state, person) and any(
        one.by == person and one.role is Role.HANDLER for one in state.records.values()
    )


def _retract(
    state: Engagement, c: RetractEntry, agency: Agency
) -> tuple[CorrectionsEvent | CheckpointOpened, ...]:
    """By its author, also one who has left; or by whom it passed on to. Not all can be taken back.

    A word on commitment taken back, on which a checkpoint was passed, is asked for again. Raises
    `Refusal`: `ended`, `unknown_entry`, `not_author`, `not_retractable`, and `barriers_stay` for a
    word with which barriers were named that wait for their answers.
    """
    everyone = (Role.LEARNER, Role.COACH, Role.SUPERVISOR, Role.COORDINATOR)
    role = Role.HANDLER if _handled_alone(state, c.by) else speaking_as(state, c, *everyone)
    require_open(state)
    found = state.records.get(c.entry)
    if found is None:
        raise Refusal("unknown_entry", entry=c.entry)
    if not theirs(state, found, c.by):
        raise Refusal("not_author")
    if not type(found).retractable:
        raise Refusal("not_retractable")
    waiting = set(open_barriers(state))
    if isinstance(found, Commitment) and waiting.intersection(found.barriers):
        raise Refusal("barriers_stay", barriers=len(waiting.intersection(found.barriers)))
    retracted = EntryRetracted.of(c, role, record=found.record, about=found.about)
    after = evolve(state, retracted)
    again = _asked_again(state, after, found)
    opened = (open_checkpoint(state, c, agency, "asked_again"),) if again else ()
    return (retracted, *opened, *looked_at_again(state, after, c, agency))


def looked_at_again(
    before: Engagement, after: Engagement, c: Command, agency: Agency
) -> tuple[GateReopened, ...]:
    """Gates already passed, looked at again after something was corrected or taken back."""
    needs = _reopened(before, after, agency)
    return (GateReopened.of(c, Role.ENGINE, by=ENGINE, needs=needs),) if needs else ()


def _asked_again(before: Engagement, after: Engagement, taken_back: AnyRecord) -> bool:
    """Whether a checkpoint was passed on what is now unsaid, and none is open to say it anew."""
    closing = model_of(before).is_closing(before.stage)
    if (
        not before.live
        or closing
        or before.checkpoint is not None
        or taken_back.by not in asked(before)
    ):
        return False
    if before.checkpoints_passed == 0:
        return False
    said = [one for one in before.every(Commitment) if one.by == taken_back.by]
    latest = bool(said) and taken_back == max(said, key=lambda one: one.at)
    return latest or set(open_barriers(after)) > set(open_barriers(before))


def _unsaid(state: Engagement, taken_back: AnyRecord | None) -> Engagement:
    """At an open checkpoint a word that was taken back no longer answers; one said before does."""
    checkpoint = state.checkpoint
    if checkpoint is None or not isinstance(taken_back, Commitment):
        return state
    answers = {who: said for who, said in checkpoint.answers.items() if who != taken_back.by}
    for said in state.every(Commitment):
        if said.by == taken_back.by and said.at >= checkpoint.opened_at:
            answers[said.by] = Answer(at=said.at, level=said.level)
    return replace(state, checkpoint=replace(checkpoint, answers=answers))


def _reopened(before: Engagement, after: Engagement, agency: Agency) -> tuple[str, ...]:
    """Needs of gates already passed that were met before and are no longer; none once closed."""
    if not before.live:
        return ()
    passed = passed_needs(before)
    wanting = unmet(before, agency, passed)
    return tuple(key for key in unmet(after, agency, passed) if key not in wanting)
