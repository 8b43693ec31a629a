"""Mandated coaching: what the mandate is for is said before the learner is asked (design).

Mandated coaching needs more work on enrollment, not less: the coach puts down what the mandate is
for, what stays the learner's choice and what a no leads to; then commitment is asked in the first
stage already, and again after the first session (our reading of the tenets, Toolkit, ch. 1 and 6).
"""

from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential
from domain.base.messages import Command
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Participation, Role
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, model_of, require_live
from domain.engagement.records.setting_up import Mandate
from domain.engagement.state import Engagement
from domain.engagement.topics import checkpoints
from domain.process.vocabulary import Work


class ExplainMandate(MakeEntryAbout):
    """Put down what the mandate is for, what stays the learner's choice, what a no leads to."""

    kind: Literal["explain_mandate"] = "explain_mandate"
    work: ClassVar[str | None] = Work.SETTING_UP
    purpose: Text
    stays_free: Text
    what_a_no_leads_to: Text


class MandateExplained(EntryMade):
    """The coach explained the mandate to the learner."""

    kind: Literal["mandate_explained"] = "mandate_explained"
    known_to: ClassVar[Audience] = PAIR
    purpose: Annotated[Text, Confidential(PAIR)]
    stays_free: Annotated[Text, Confidential(PAIR)]
    what_a_no_leads_to: Annotated[Text, Confidential(PAIR)]


MandateCommand = ExplainMandate
MandateEvent = MandateExplained


def decide(
    state: Engagement, c: MandateCommand, agency: Agency
) -> tuple[MandateExplained | checkpoints.CheckpointOpened, ...]:
    """In the first stage it opens a checkpoint.

    Raises `Refusal`: `not_mandated`, `unknown_learner`.
    """
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    if state.participation is not Participation.MANDATED:
        raise Refusal("not_mandated")
    explained = made(MandateExplained, state, c, role, Mandate, whole_group=True)
    return (explained, *by_mandate(state, c, agency))


def evolve(state: Engagement, e: MandateEvent) -> Engagement:
    """The state after the mandate was explained."""
    return state.with_record(Mandate(**head(state, e)))


def by_mandate(
    state: Engagement, c: Command, agency: Agency
) -> tuple[checkpoints.CheckpointOpened, ...]:
    """The checkpoint that mandated coaching has in the first stage, until one was passed there."""
    wanted = state.stage == model_of(state).first.key and state.checkpoints_passed == 0
    if not wanted or state.checkpoint is not None or not checkpoints.asks_more(state, agency):
        return ()
    return (checkpoints.open_checkpoint(state, c, agency, "mandate"),)
