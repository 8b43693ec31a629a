"""Consents: only the learner widens what a role may see, and narrows it again at any time."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Consent, Plain
from domain.base.messages import Command, Event, PersonRef
from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.parties import speaking_as
from domain.engagement.state import Engagement


class GiveConsent(Command):
    """Permit something, or take the permission back (`given` false).

    `to`: the supervisor who may read the ratings; the present one, if nobody is named. It holds for
    that person alone.
    """

    kind: Literal["give_consent"] = "give_consent"
    consent: Consent
    given: bool
    to: PersonRef | None = None


class ConsentGiven(Event):
    """A learner gave a consent, or took it back."""

    kind: Literal["consent_given"] = "consent_given"
    # A no that the supervisor could see would be a no under pressure.
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    about: Annotated[tuple[PersonRef, ...], Plain()]
    consent: Annotated[Consent, Plain()]
    given: Annotated[bool, Plain()]
    to: Annotated[PersonRef | None, Plain()]


ConsentsCommand = GiveConsent
ConsentsEvent = ConsentGiven


def decide(state: Engagement, c: ConsentsCommand, agency: Agency) -> tuple[ConsentsEvent, ...]:
    """The learner, also after having left. Raises `Refusal`: `not_supervisor`, as `speaking_as`."""
    role = speaking_as(state, c, Role.LEARNER)
    to = _to(state, c)
    part = state.learners[c.by]
    same_person = c.consent is not Consent.RATINGS_TO_SUPERVISOR or part.ratings_to == to
    if (c.consent in part.consents) == c.given and same_person:
        return ()
    return (ConsentGiven.of(c, role, about=(c.by,), to=to),)


def evolve(state: Engagement, e: ConsentsEvent) -> Engagement:
    """The state after a consent was given or taken back."""
    part = state.learners[e.by]
    others = tuple(one for one in part.consents if one is not e.consent)
    now = replace(part, consents=(*others, e.consent) if e.given else others)
    if e.consent is Consent.RATINGS_TO_SUPERVISOR:
        now = replace(now, ratings_to=e.to)
    return replace(state, learners={**state.learners, e.by: now})


def _to(state: Engagement, c: GiveConsent) -> PersonId | None:
    """To whom it is given; a consent taken back, or to nobody in particular, names nobody."""
    if c.consent is not Consent.RATINGS_TO_SUPERVISOR or not c.given:
        return None
    if c.to not in (None, state.supervisor):
        raise Refusal("not_supervisor")
    return state.supervisor
