"""The professional development plan as a document."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.engagement.records.closing import DevelopmentPlan
from domain.engagement.state import Engagement
from domain.engagement.views import papers
from domain.engagement.views.handoff import name
from domain.person.person import Person


def development_plan(
    state: Engagement, agency: Agency, people: Mapping[PersonId, Person], written: DevelopmentPlan
) -> papers.DevelopmentPlan:
    """A plan with names. Raises ValueError once its content was disposed of."""
    said = written.content
    if said is None:
        raise ValueError("the plan was disposed of")
    return papers.DevelopmentPlan(
        engagement_id=state.engagement_id,
        agency=agency.settings.name,
        learner=" and ".join(name(people, person) for person in written.about),
        written_by=name(people, written.by),
        strengths=said.strengths,
        growth_areas=said.growth_areas,
        actions=said.actions,
        supports=said.supports,
        contact=agency.settings.contact,
        written_at=written.at.astimezone(ZoneInfo(agency.settings.time_zone)),
    )
