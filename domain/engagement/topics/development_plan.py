"""The professional development plan for the time after coaching (Toolkit, table 6.5, step 7)."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Release
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.calendar.local_date import local_date, start_of
from domain.calendar.moments import plausible
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, require_work
from domain.engagement.records.closing import DevelopmentPlan
from domain.engagement.standing import Status
from domain.engagement.state import Engagement
from domain.engagement.views.development_plan_content import DevelopmentPlanContent
from domain.process.vocabulary import Work

_READERS = replace(PAIR, supervisor=Release.HANDOFF_SEEN)


class WriteDevelopmentPlan(MakeEntryAbout):
    """Write down strengths, where to grow, what to do by when, and what supports it."""

    kind: Literal["write_development_plan"] = "write_development_plan"
    work: ClassVar[str | None] = Work.CLOSING
    plan: DevelopmentPlanContent


class DevelopmentPlanWritten(EntryMade):
    """A development plan was written; a learner's is the supervisor's from the handoff on."""

    kind: Literal["development_plan_written"] = "development_plan_written"
    known_to: ClassVar[Audience] = _READERS
    topic: ClassVar[str] = "development_plan"
    plan: Annotated[DevelopmentPlanContent | None, Confidential(_READERS, blank=None)]


def decide(
    state: Engagement, c: WriteDevelopmentPlan, agency: Agency
) -> tuple[DevelopmentPlanWritten]:
    """Learner or supervisor, in closing and after it.

    Raises `Refusal`: `planned_day_past`; and as `plausible`, `acting_as`, `require_work`, `made`.
    """
    role = acting_as(state, c, Role.LEARNER, Role.SUPERVISOR)
    if state.status is not Status.FOLLOWING_UP:
        require_work(state, Work.CLOSING)
    for action in c.plan.actions:
        if action.due < local_date(c.at, agency):
            raise Refusal("planned_day_past", due=action.due.isoformat())
        plausible(start_of(action.due, agency), c.at)
    about = (c.by,) if role is Role.LEARNER else None
    return (made(DevelopmentPlanWritten, state, c, role, DevelopmentPlan, about=about),)


def evolve(state: Engagement, e: DevelopmentPlanWritten) -> Engagement:
    """The state with the plan in it."""
    return state.with_record(DevelopmentPlan(**head(state, e), content=e.plan))
