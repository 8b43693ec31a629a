"""What coach and learner may decide at the end of a cycle (Toolkit, table 6.5, step 6)."""

from enum import StrEnum


class Decision(StrEnum):
    """How to go on; the process model says to which stage each leads."""

    ANOTHER_CYCLE = "another_cycle"
    CHANGE_GOALS = "change_goals"
    ANOTHER_COACH = "another_coach"
    CLOSING = "closing"
