"""One row of a cohort file on its way to being launched."""

from domain.base.model import EngagementId, Frozen
from domain.engagement.topics.launch import LaunchEngagement
from domain.person.person import RegisterPerson


class Launching(Frozen):
    """What launching one row comes to: its people made known, then the engagement opened."""

    people: tuple[RegisterPerson, ...]
    launch: LaunchEngagement


class NotedRow(Frozen):
    """A row as it is noted; what people wrote is in `work`, which is sealed.

    `n` is its number in the file. `who` and `learner` are keyed digests of the learner with the
    skill and of the learner alone, the same in every cohort of an agency; `said` are those of the
    cells by column, bound to the engagement, so that equal cells don't show.
    """

    engagement_id: EngagementId
    n: int
    who: str
    learner: str
    said: dict[str, str]
    work: Launching
