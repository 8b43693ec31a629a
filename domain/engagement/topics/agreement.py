"""The terms of this engagement: one text with a version, signed by all (Toolkit, ch. 6, table 6.4).

Leadership signs the agreement once for the agency (`domain/agency`); supervisor, learner and coach
sign its terms for this engagement: the expected end, what is disclosed to whom, who handles a
concern, and the closing check that everyone knows what coaching is and is not. New terms ask for
all signatures anew; until all have signed, the former ones hold.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal, assert_never, get_args

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Confidential, Plain
from domain.base.messages import Command, PersonRef
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, head
from domain.engagement.parties import acting_as, is_peer, moving_roles, people_in, require_live
from domain.engagement.records.setting_up import Signature, Terms
from domain.engagement.state import Engagement
from domain.engagement.topics.expected_end import (
    AgreeExpectedEnd,
    ExpectedEndAgreed,
    agree_end,
    ends_on,
    require_end_ahead,
)

Narrowed = Literal["goals", "debriefs", "development_plan"]
"""What terms may keep from the supervisor; they can only narrow, never widen. What a handoff tells
of results is the learner's to choose in any case."""
IN_FORCE = "terms_in_force"
"""Under this name the state keeps the version of the terms that all signed last."""
TOPICS_NARROWED: tuple[str, ...] = get_args(Narrowed)


class ProposeTerms(Command):
    """Write the terms of this engagement, or new ones; everyone then signs them.

    `concerns_go_to`: who handles a concern about coach or management. `narrowed`: what the
    supervisor does not read by these terms, though they otherwise might.
    """

    kind: Literal["propose_terms"] = "propose_terms"
    disclosed: Text
    concerns_go_to: PersonRef
    expected_end: date
    ratings_to_supervisor: bool = False
    narrowed: tuple[Narrowed, ...] = ()


class TermsProposed(EntryMade):
    """The terms were written, as version `version`."""

    kind: Literal["terms_proposed"] = "terms_proposed"
    known_to: ClassVar[Audience] = ALL
    version: Annotated[int, Plain()]
    agency_agreement_version: Annotated[int, Plain()]
    disclosed: Annotated[Text, Confidential(ALL)]
    concerns_go_to: Annotated[PersonRef, Plain()]
    expected_end: Annotated[date, Plain()]
    ratings_to_supervisor: Annotated[bool, Plain()]
    narrowed: Annotated[tuple[str, ...], Plain()]


class JoinAgreement(Command):
    """Sign the terms you have read, by their version.

    `understood`: the closing check, everyone knows what coaching is and what it is not.
    """

    kind: Literal["join_agreement"] = "join_agreement"
    version: int
    understood: bool


class AgreementJoined(EntryMade):
    """Someone signed a version of the terms."""

    kind: Literal["agreement_joined"] = "agreement_joined"
    known_to: ClassVar[Audience] = ALL
    version: Annotated[int, Plain()]


AgreementCommand = ProposeTerms | JoinAgreement | AgreeExpectedEnd
AgreementEvent = TermsProposed | AgreementJoined | ExpectedEndAgreed


def decide(state: Engagement, c: AgreementCommand, agency: Agency) -> tuple[AgreementEvent, ...]:
    """What an act on the terms comes to.

    Raises `Refusal`: `coach_moves_the_group`, `no_agency_agreement`, `ratings_not_allowed`,
    `concerns_need_another`, `no_terms`, `terms_changed`, `not_understood`; and as `acting_as`,
    `require_live`, `require_end_ahead`, `agree_end`.
    """
    match c:
        case ProposeTerms():
            return _propose(state, c, agency)
        case JoinAgreement():
            return _join(state, c)
        case AgreeExpectedEnd():
            return agree_end(state, c, agency)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: AgreementEvent) -> Engagement:
    """The state after an act on the terms; the end that all signed is the expected one."""
    match e:
        case TermsProposed():
            terms = Terms(
                **head(state, e),
                version=e.version,
                agency_agreement_version=e.agency_agreement_version,
                expected_end=e.expected_end,
                concerns_go_to=e.concerns_go_to,
                ratings_to_supervisor=e.ratings_to_supervisor,
                narrowed=e.narrowed,
            )
            versions = {**state.versions, "terms": e.version}
            return replace(state.with_record(terms), versions=versions)
        case AgreementJoined():
            before = in_force(state)
            signed_now = state.with_record(Signature(**head(state, e), version=e.version))
            now = in_force(signed_now)
            if now is None or (before is not None and before.version == now.version):
                return signed_now
            versions = {**state.versions, IN_FORCE: now.version}
            return ends_on(replace(signed_now, versions=versions), now.expected_end)
        case ExpectedEndAgreed():
            return ends_on(state, e.expected_end)
        case _:
            assert_never(e)


def latest(state: Engagement) -> Terms | None:
    """The terms written last, signed or not."""
    return max(state.every(Terms), key=lambda terms: terms.version, default=None)


def in_force(state: Engagement) -> Terms | None:
    """The latest terms that every learner, a supervisor and a coach have signed.

    What came into force so holds until other terms do, whoever leaves or takes a signature back.
    """
    for terms in sorted(state.every(Terms), key=lambda one: one.version, reverse=True):
        if terms.version == state.versions.get(IN_FORCE):
            return terms
        signed = [one for one in state.every(Signature) if one.version == terms.version]
        people = {one.by for one in signed}
        roles = {one.role for one in signed}
        coached = Role.COACH in roles or is_peer(state)
        if Role.SUPERVISOR in roles and coached and people >= set(state.active_learners):
            return terms
    return None


def has_signed(state: Engagement, person: PersonId, role: Role) -> bool:
    """Whether a person signed the latest terms in a role; a peer signs once for both."""
    terms = latest(state)
    return terms is not None and any(
        one.by == person and one.version == terms.version and (one.role is role or is_peer(state))
        for one in state.every(Signature)
    )


def all_signed(state: Engagement, role: Role) -> bool:
    """Whether everyone in a role signed the latest terms; nobody in it is nobody signing."""
    people = people_in(state, role)
    return bool(people) and all(has_signed(state, person, role) for person in people)


def _propose(state: Engagement, c: ProposeTerms, agency: Agency) -> tuple[TermsProposed]:
    """Coach, supervisor or a learner; a concern goes to neither learner nor coach.

    In a group no learner rewrites what all the others have signed. Raises `Refusal`:
    `coach_moves_the_group`, `no_agency_agreement`, `ratings_not_allowed`, `concerns_need_another`,
    and as `require_end_ahead`.
    """
    role = acting_as(state, c, Role.COACH, Role.SUPERVISOR, Role.LEARNER)
    if role is Role.LEARNER and role not in moving_roles(state):
        raise Refusal("coach_moves_the_group")
    require_live(state)
    if agency.agreement is None:
        raise Refusal("no_agency_agreement")
    if c.ratings_to_supervisor and not agency.agreement.ratings_to_supervisor:
        raise Refusal("ratings_not_allowed")
    if c.concerns_go_to in state.learners or c.concerns_go_to == state.coach:
        raise Refusal("concerns_need_another")
    require_end_ahead(c.expected_end, c.at, agency)
    return (
        TermsProposed.of(
            c,
            role,
            about=state.active_learners,
            version=state.versions.get("terms", 0) + 1,
            agency_agreement_version=agency.agreement.version,
        ),
    )


def _join(state: Engagement, c: JoinAgreement) -> tuple[AgreementJoined, ...]:
    """Raises `Refusal`: `no_terms`, `terms_changed` with the new version, `not_understood`."""
    role = acting_as(state, c, Role.LEARNER, Role.COACH, Role.SUPERVISOR)
    require_live(state)
    terms = latest(state)
    if terms is None:
        raise Refusal("no_terms")
    if c.version != terms.version:
        raise Refusal("terms_changed", given=c.version, version=terms.version)
    if not c.understood:
        raise Refusal("not_understood")
    if has_signed(state, c.by, role):
        return ()
    about = (c.by,) if role is Role.LEARNER else state.active_learners
    return (AgreementJoined.of(c, role, about=about),)
