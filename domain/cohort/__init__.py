"""A county's file: one engagement a row, read whole before anything is launched.

Every bad cell is named with its row, column, value and remedy; nothing is guessed.
"""

from domain.cohort.content import (
    NO_COHORT,
    CohortFile,
    CohortRow,
    DayRead,
    ModelRead,
    Problem,
    Remark,
)
from domain.cohort.dates import expected_end
from domain.cohort.reading import MAX_BYTES, MAX_ROWS, read, table_of

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "NO_COHORT",
    "CohortFile",
    "CohortRow",
    "DayRead",
    "ModelRead",
    "Problem",
    "Remark",
    "expected_end",
    "read",
    "table_of",
]
