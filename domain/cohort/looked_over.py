"""What people look over before they launch: days as read, and what may stand or be a slip."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from domain.cohort.content import CohortRow, DayRead, ModelRead, Remark
from domain.cohort.dates import expected_end
from domain.cohort.model_names import ModelNames
from domain.words import WORDS, client_names

_WRITTEN = ("purpose", "skill")


def remarks(rows: Sequence[CohortRow]) -> Iterator[Remark]:
    """Supervisors who supervise each other, and what looks like a client's name or case number."""
    yield from _each_other(rows)
    for row in rows:
        for column in _WRITTEN:
            for kind, passage in _client(row.cells[column]):
                yield Remark.at(row.row, column, passage, WORDS.say(f"cohort.client_{kind}"))


def _each_other(rows: Sequence[CohortRow]) -> Iterator[Remark]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        learner, supervisor = row.cells["learner_email"], row.cells["supervisor_email"]
        if other := seen.get((supervisor, learner)):
            remedy = WORDS.say("cohort.each_other", row=other)
            yield Remark.at(row.row, "supervisor_email", supervisor, remedy)
        seen.setdefault((learner, supervisor), row.row)


@lru_cache(maxsize=1024)
def _client(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((one.kind, one.passage) for one in client_names.remarks(text))


def own_models(rows: Sequence[CohortRow], models: ModelNames) -> tuple[ModelRead, ...]:
    """The agency's own models among those that rows name; released ones need no second look."""
    counts = Counter(row.cells["model"] for row in rows)
    found = ((models.of_own(key), count) for key, count in counts.items())
    return tuple(
        ModelRead(model=one.model, title=one.title, version=one.version, rows=count)
        for one, count in found
        if one is not None
    )


def with_days(
    rows: Sequence[CohortRow], today: date, country: str
) -> tuple[tuple[CohortRow, ...], tuple[DayRead, ...]]:
    """Rows whose end is written as YYYY-MM-DD, and how each was understood.

    So many weeks stay so many weeks: they are counted from the day of the launch.
    """
    read: dict[str, tuple[date, int]] = {}
    done: list[CohortRow] = []
    for row in rows:
        written = row.cells["expected_end"]
        known = read.get(written)
        day = known[0] if known else expected_end(written, today, country)
        read[written] = (day, known[1] + 1 if known else 1)
        if "week" in written.lower() or (len(written) == 10 and written[:4].isdigit()):
            done.append(row)
            continue
        cells = {**row.cells, "expected_end": day.isoformat()}
        done.append(CohortRow(row=row.row, cells=cells))
    days = (DayRead(written=w, day=day, rows=count) for w, (day, count) in read.items())
    return tuple(done), tuple(days)
