"""Rows of a file that was launched before and says something else now, and what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.recording.cohort_reading import CohortReading
from store.recording.noted_row import NotedRow

ACTS = {
    "supervisor_email": "assign_supervisor",
    "coach_email": "assign_coach",
    "coordinator_email": "assign_coordinator",
    "expected_end": "agree_expected_end",
}
"""Columns that an act of an engagement changes after its launch."""


@dataclass(frozen=True)
class Differing:
    """A row whose engagement keeps what it was launched with; `act` is empty where none helps."""

    row: int
    engagement_id: str
    column: str
    act: str

    def said(self) -> str:
        """A sentence on how the row differs."""
        one = self.engagement_id[:8]
        if self.column == "skill":
            return (
                f"row {self.row}: this learner is coached on another skill in this cohort ({one}). "
                "To launch this one as well: --anew."
            )
        if self.act:
            what = f"coaching do {one} {self.act} changes it"
        else:
            what = "it stays as launched; end the engagement and launch anew if it must differ"
        return f"row {self.row}, {self.column} differs from what was launched: {what}."


async def differing(
    ledger: CohortReading, cohort_id: str, rows: Sequence[NotedRow]
) -> tuple[Differing, ...]:
    """Rows noted before with other cells, and learners noted before with another skill."""
    by_id = {row.engagement_id: row for row in rows}
    changed = await ledger.differing(cohort_id, {one: row.said for one, row in by_id.items()})
    found = [
        Differing(by_id[one].n, one, column, _act(column, columns))
        for one, columns in changed.items()
        for column in columns
    ]
    found += await _other_skill(ledger, cohort_id, by_id)
    return tuple(sorted(found, key=lambda one: (one.row, one.column)))


def _act(column: str, columns: Sequence[str]) -> str:
    """The act that changes a column; `relation` goes with the coach, by the same act."""
    with_coach = column == "relation" and "coach_email" in columns
    return ACTS.get("coach_email" if with_coach else column, "")


async def _other_skill(
    ledger: CohortReading, cohort_id: str, by_id: Mapping[str, NotedRow]
) -> list[Differing]:
    known = await ledger.noted(cohort_id, list(by_id))
    fresh = [row for one, row in by_id.items() if one not in known]
    other = await ledger.on_other_skill(cohort_id, [row.learner for row in fresh], list(by_id))
    return [
        Differing(row.n, other[row.learner], "skill", "") for row in fresh if row.learner in other
    ]
