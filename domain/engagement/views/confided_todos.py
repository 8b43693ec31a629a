"""What one person alone may know they can do: a concern to answer. No list for others holds it."""

from domain.base.roles import Role
from domain.engagement.duties.confided import CONCERN_DAYS
from domain.engagement.records.closing import Concern
from domain.engagement.state import Engagement
from domain.engagement.topics.concerns import answered
from domain.engagement.views.overview import Todo

TO_ANSWER = "concern_to_answer"


def confided_todos(state: Engagement) -> tuple[Todo, ...]:
    """A line for each concern without an answer, to whoever handles it, whatever part they have.

    It stays open in a pause and after the end, as concerns do.
    """
    return tuple(
        Todo(
            engagement_id=state.engagement_id,
            person=concern.handler,
            role=Role.HANDLER.value,
            requirement=TO_ANSWER,
            act="answer_concern",
            due=concern.at,
            wanted_by=state.after(concern.at, CONCERN_DAYS[0]),
        )
        for concern in state.every(Concern)
        if not answered(state, concern)
    )
