"""The seven stages and the standing of an engagement (Toolkit, table 6.5; skills-based model)."""

from enum import StrEnum


class Stage(StrEnum):
    """The seven steps of the child welfare skills-based coaching model, in order."""

    INITIAL_INTEREST = "initial_interest"
    JOINT_PLANNING = "joint_planning"
    PRACTICE = "demonstration_observation_action"
    SELF_REFLECTION = "self_reflection"
    FEEDBACK = "facilitated_reflection_feedback"
    EVALUATION = "evaluation"
    CLOSING = "closing"

    @property
    def number(self) -> int:
        """1 to 7."""
        return list(Stage).index(self) + 1

    @property
    def following(self) -> "Stage":
        """The next stage forward; closing has none (ValueError)."""
        if self is Stage.CLOSING:
            raise ValueError("nothing follows closing but following up")
        return list(Stage)[self.number]


class Status(StrEnum):
    """Whether an engagement is under way."""

    ACTIVE = "active"
    PAUSED = "paused"
    FOLLOWING_UP = "following_up"
    ENDED = "ended"


class Outcome(StrEnum):
    """How an engagement came to its end."""

    COMPLETED = "completed"
    CLOSED_EARLY = "closed_early"
    WITHDRAWN = "withdrawn"
    NOT_ENROLLED = "not_enrolled"
    REFERRED = "referred"
    ENDED_BY_AGENCY = "ended_by_agency"


class Decision(StrEnum):
    """What coach and learner decide after an evaluation (Toolkit, table 6.5, step 6)."""

    ANOTHER_CYCLE = "another_cycle"
    CHANGE_GOALS = "change_goals"
    ANOTHER_COACH = "another_coach"
    CLOSING = "closing"
