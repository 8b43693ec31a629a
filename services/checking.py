"""A cohort file read and checked; imports neither servers nor workflows, so that it is quick."""

from datetime import date
from pathlib import Path

from domain.cohort import MAX_BYTES, CohortFile, Problem, read
from services.troubles import BadFile, NotFound

MOST_SHOWN = 100


class BadCohort(BadFile):
    """A cohort file with problems; each is in `problems`."""

    def __init__(self, what: str, remedy: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(what, remedy)
        self.problems = problems


def bytes_of(file: Path) -> bytes:
    """A file's bytes. Raises `NotFound`, `BadFile`."""
    if not file.exists():
        raise NotFound(f"there is no file {file}", "Give the path of a CSV file.")
    if file.is_dir():
        raise BadFile(f"{file} is a folder", "Give the path of a CSV file.")
    try:
        with file.open("rb") as opened:
            # Enough of a file that is too large to count its rows, never all of a huge one.
            return opened.read(20 * MAX_BYTES)
    except OSError as error:
        raise BadFile(f"{file} can't be read ({error.strerror})") from None


def read_cohort(data: bytes, today: date) -> CohortFile:
    """The file, if it is fine. Raises `BadCohort` naming every bad cell."""
    file = read(data, today)
    if not file.problems:
        return file
    lines = [said(problem) for problem in file.problems[:MOST_SHOWN]]
    if (more := len(file.problems) - MOST_SHOWN) > 0:
        lines.append(f"... and {more:,} more; --json lists all.")
    count = len(file.problems)
    what = f"nothing was launched: {count:,} problem{'s' if count > 1 else ''} in the file"
    raise BadCohort(what, "\n  ".join(lines), file.problems)


def said(problem: Problem) -> str:
    """One problem as a line."""
    value = f" = {problem.value!r}" if problem.value else ""
    if problem.column:
        return f"row {problem.row}, {problem.column}{value}: {problem.remedy}"
    return f"row {problem.row}{value and f' ({problem.value!r})'}: {problem.remedy}"
