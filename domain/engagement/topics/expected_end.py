"""The day on which coaching is expected to end: agreed with the terms, or anew without signing."""

from dataclasses import replace
from datetime import date
from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import ALL, Audience, Plain
from domain.base.messages import Command, Event
from domain.base.model import Instant
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date, start_of
from domain.calendar.moments import plausible
from domain.engagement.parties import acting_as, require_live
from domain.engagement.state import Engagement


class AgreeExpectedEnd(Command):
    """Agree on another end than the one signed, earlier or later."""

    kind: Literal["agree_expected_end"] = "agree_expected_end"
    expected_end: date


class ExpectedEndAgreed(Event):
    """Coaching is expected to end on another day."""

    kind: Literal["expected_end_agreed"] = "expected_end_agreed"
    known_to: ClassVar[Audience] = ALL
    expected_end: Annotated[date, Plain()]


def agree_end(
    state: Engagement, c: AgreeExpectedEnd, agency: Agency
) -> tuple[ExpectedEndAgreed, ...]:
    """Coach or coordinator, while coaching goes on, so that nobody has to sign for a later day.

    Raises `Refusal` as `require_end_ahead`.
    """
    role = acting_as(state, c, Role.COACH, Role.COORDINATOR)
    require_live(state)
    require_end_ahead(c.expected_end, c.at, agency)
    if c.expected_end == state.expected_end:
        return ()
    return (ExpectedEndAgreed.of(c, role),)


def ends_on(state: Engagement, expected_end: date) -> Engagement:
    """The state with this end: another one than before is another occasion to think of it."""
    if expected_end == state.expected_end:
        return state
    return replace(state, expected_end=expected_end, ends_agreed=state.ends_agreed + 1)


def require_end_ahead(expected_end: date, at: Instant, agency: Agency) -> None:
    """Refuse an expected end that is not in the future, or that can't be meant.

    Raises `Refusal`: `expected_end_past`, `date_far_off`.
    """
    if expected_end <= local_date(at, agency):
        raise Refusal("expected_end_past", expected_end=expected_end.isoformat())
    plausible(start_of(expected_end, agency), at)
