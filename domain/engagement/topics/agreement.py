"""Joining the agency's coaching agreement (Toolkit, ch. 6, table 6.4 and its closing check).

Leadership signs the agreement once for the agency (`domain.agency`); supervisor, learner and
coach join it for this engagement. Confidentiality, its exceptions and mandated reporting are gone
through with the learner, who says they understood.

Nobody is bound by a text they have not signed: when leadership signs a new version, those who
joined keep the version they joined (and may join the new one); whoever joins later joins the one in
force.
"""

from datetime import date
from typing import Annotated, Literal

from domain.agency.agency import Agency
from domain.base.confidential import Audience, Confidential
from domain.base.messages import Command, Event
from domain.base.model import EntryId, Instant, Line, Text
from domain.base.refusals import Refusal
from domain.base.roles import Relation, Role
from domain.calendar.local_date import local_date
from domain.engagement.acting import acting_as, is_peer, require_live
from domain.engagement.state import Engagement


class JoinAgreement(Command):
    """Sign the agency's agreement for this engagement.

    `understood`: the closing check, everyone knows what coaching is and what it is not.
    """

    kind: Literal["join_agreement"] = "join_agreement"
    agreement_version: int
    understood: bool
    disclosed: Text
    concerns_go_to: Line
    expected_end: date


class AgreementJoined(Event):
    """Someone signed the agreement for this engagement."""

    kind: Literal["agreement_joined"] = "agreement_joined"
    agreement_version: int
    disclosed: Annotated[Text, Confidential(Audience.STAFF)]
    concerns_go_to: Annotated[Line, Confidential(Audience.STAFF)]
    expected_end: date
    ratings_to_supervisor: bool = False
    """Whether this version lets goal ratings reach the supervisor, where the learner consents."""


class AgreeExpectedEnd(Command):
    """Agree on another end than the one signed, earlier or later; said by coach or coordinator."""

    kind: Literal["agree_expected_end"] = "agree_expected_end"
    expected_end: date


class ExpectedEndAgreed(Event):
    """Coaching is expected to end on another day."""

    kind: Literal["expected_end_agreed"] = "expected_end_agreed"
    expected_end: date


class ExplainConfidentiality(Command):
    """Say that confidentiality was gone through; the coach explains, the learner understood."""

    kind: Literal["explain_confidentiality"] = "explain_confidentiality"
    exceptions_explained: bool
    mandated_reporting_explained: bool


class ConfidentialityExplained(Event):
    """The coach explained, or the learner said they understood."""

    kind: Literal["confidentiality_explained"] = "confidentiality_explained"


class NoteCoachContract(Command):
    """Note that an external coach's contract, memorandum and non-disclosure agreement are there."""

    kind: Literal["note_coach_contract"] = "note_coach_contract"
    contract: Line
    memorandum: Line
    non_disclosure_agreement: Line


class CoachContractNoted(Event):
    """An external coach's papers were noted (Toolkit, ch. 11, agreements)."""

    kind: Literal["coach_contract_noted"] = "coach_contract_noted"
    contract: Annotated[Line, Confidential(Audience.STAFF)]
    memorandum: Annotated[Line, Confidential(Audience.STAFF)]
    non_disclosure_agreement: Annotated[Line, Confidential(Audience.STAFF)]


class StateBoundaries(Command):
    """A supervisor who coaches the own staff says how coaching and supervision are kept apart."""

    kind: Literal["state_boundaries"] = "state_boundaries"
    statement: Text


class BoundariesStated(Event):
    """The boundary statement was given (Toolkit, ch. 8, supervisors as coaches)."""

    kind: Literal["boundaries_stated"] = "boundaries_stated"
    entry_id: EntryId
    statement: Annotated[Text, Confidential(Audience.TRIAD)]


def join(state: Engagement, c: JoinAgreement, agency: Agency) -> tuple[Event, ...]:
    """Each joins the version in force; the expected end is the same for everyone."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH, Role.SUPERVISOR)
    require_live(state)
    if agency.agreement is None:
        raise Refusal("no_agency_agreement")
    if c.agreement_version != agency.agreement.version:
        raise Refusal(
            "agreement_version", given=c.agreement_version, in_force=agency.agreement.version
        )
    if not c.understood:
        raise Refusal("not_understood")
    require_end_ahead(c.expected_end, c.at, agency)
    if state.joined and c.expected_end != state.expected_end:
        raise Refusal(
            "expected_end_differs",
            given=c.expected_end.isoformat(),
            agreed=state.expected_end.isoformat(),
        )
    permits = agency.agreement.ratings_to_supervisor
    return (AgreementJoined.of(c, role, ratings_to_supervisor=permits),)


def require_end_ahead(expected_end: date, at: Instant, agency: Agency) -> None:
    """Refuse an expected end that is not in the future."""
    if expected_end <= local_date(at, agency):
        raise Refusal("expected_end_past", expected_end=expected_end.isoformat())


def agree_expected_end(state: Engagement, c: AgreeExpectedEnd, agency: Agency) -> tuple[Event, ...]:
    """Possible while coaching goes on, so that nobody has to sign anew for a later day."""
    role = acting_as(state, c, Role.COACH, Role.COORDINATOR)
    require_live(state)
    require_end_ahead(c.expected_end, c.at, agency)
    if c.expected_end == state.expected_end:
        return ()
    return (ExpectedEndAgreed.of(c, role),)


def explain_confidentiality(state: Engagement, c: ExplainConfidentiality) -> tuple[Event, ...]:
    """The coach explains first; then the learner confirms.

    Between peers one of them explains, and each of the two then says that it is understood.
    """
    peer_confirms = is_peer(state) and state.explained_by is not None
    order = (Role.LEARNER, Role.COACH) if peer_confirms else (Role.COACH, Role.LEARNER)
    role = acting_as(state, c, *order)
    require_live(state)
    if not (c.exceptions_explained and c.mandated_reporting_explained):
        raise Refusal("confidentiality_incomplete")
    if role is Role.LEARNER and state.explained_by is None:
        raise Refusal("not_explained_yet")
    return (ConfidentialityExplained.of(c, role),)


def note_contract(state: Engagement, c: NoteCoachContract) -> tuple[Event, ...]:
    """The coordinator notes an external coach's papers."""
    role = acting_as(state, c, Role.COORDINATOR)
    require_live(state)
    if state.relation is not Relation.EXTERNAL:
        raise Refusal("coach_not_external")
    return (CoachContractNoted.of(c, role),)


def state_boundaries(state: Engagement, c: StateBoundaries) -> tuple[Event, ...]:
    """Only a coach who supervises the learner owes a boundary statement."""
    role = acting_as(state, c, Role.COACH)
    require_live(state)
    if state.relation is not Relation.SUPERVISOR:
        raise Refusal("coach_not_supervisor")
    return (BoundariesStated.of(c, role),)
