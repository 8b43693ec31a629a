"""A cohort file read and checked; imports neither servers nor workflows, so that it is quick."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from domain.cohort import MAX_BYTES, NO_COHORT, CohortFile, Problem, read
from domain.process.models import ProcessModel
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
        raise NotFound(f"there is no file {file}", "Give the path of a workbook or CSV file.")
    if file.is_dir():
        raise BadFile(f"{file} is a folder", "Give the path of a workbook or CSV file.")
    try:
        with file.open("rb") as opened:
            # One more than is allowed shows that a file is too large; never all of a huge one.
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadFile(f"{file} can't be read ({error.strerror})") from None


def read_cohort(
    data: bytes, today: date, country: str = "US", own: Sequence[ProcessModel] = ()
) -> CohortFile:
    """The file, if it is fine; days as `country` writes them, `own` models as the agency has them.

    Raises `BadCohort` naming every bad cell.
    """
    return fine(read(data, today, country, own))


def fine(file: CohortFile) -> CohortFile:
    """The file, if there is nothing wrong with it. Raises `BadCohort` naming every bad cell."""
    if not file.problems:
        return file
    if file.problems[0].row == NO_COHORT:
        what = "nothing was launched: this is not a cohort file"
        raise BadCohort(what, file.problems[0].remedy, file.problems)
    lines = [said(problem) for problem in file.problems[:MOST_SHOWN]]
    if (more := len(file.problems) - MOST_SHOWN) > 0:
        lines.append(f"... and {more:,} more; --json lists all.")
    count = len(file.problems)
    what = f"nothing was launched: {count:,} problem{'s' if count > 1 else ''} in the file"
    raise BadCohort(what, "\n  ".join(lines), file.problems)


def said(problem: Problem) -> str:
    """One problem or remark as a line."""
    value = f" = {problem.value!r}" if problem.value else ""
    place = f" ({problem.cell})" if problem.cell else ""
    if problem.column:
        return f"row {problem.row}, {problem.column}{place}{value}: {problem.remedy}"
    return f"row {problem.row}{value and f' ({problem.value!r})'}: {problem.remedy}"


def to_look_over(file: CohortFile) -> list[str]:
    """What people should look over before they launch, a line each."""
    lines = [f"Read from the sheet {file.sheet!r}."] if file.sheet else []
    if file.encoding:
        words = f": {', '.join(file.words)}" if file.words else ""
        lines.append(f"Its letters are read as {file.encoding}{words}.")
    for day in file.days[:MOST_SHOWN]:
        count = "1 row" if day.rows == 1 else f"{day.rows:,} rows"
        lines.append(f"The expected end {day.written} is read as {day.said()} ({count}).")
    if (more := len(file.days) - MOST_SHOWN) > 0:
        lines.append(f"... and {more:,} more days; --json lists all.")
    for one in file.models:
        count = "1 row is" if one.rows == 1 else f"{one.rows:,} rows are"
        lines.append(f"{count} launched by {one.title} (version {one.version}), the agency's own.")
    lines.extend(f"Look again at {said(remark)}" for remark in file.remarks[:MOST_SHOWN])
    if (more := len(file.remarks) - MOST_SHOWN) > 0:
        lines.append(f"... and {more:,} more to look at; --json lists all.")
    return lines
