"""A cohort file to spoil: good rows, and one cell made different."""

import csv
import io
from datetime import date

from domain.cohort import CohortFile, read

TODAY = date(2026, 11, 23)

GOOD = {
    "agency": "Almond County",
    "learner_name": "Ana Abara",
    "learner_email": "ana@almond.example",
    "supervisor_name": "Ursula Vance",
    "supervisor_email": "ursula@almond.example",
    "coach_name": "Yara Zimmer",
    "coach_email": "yara@coaching.example",
    "coordinator_name": "Celia Ortiz",
    "coordinator_email": "celia@almond.example",
    "leader_name": "Lena Okafor",
    "leader_email": "lena@almond.example",
    "time_zone": "America/Los_Angeles",
    "relation": "external",
    "participation": "mandated",
    "origin": "agency_initiative",
    "form": "individual",
    "skill": "Writing case plans",
    "purpose": "Plans that fit one family",
    "expected_end": "40 weeks",
}


def row(**cells: str) -> dict[str, str]:
    """A good row with these cells instead; what is not a column is added as one."""
    return {**GOOD, **cells}


def other(n: int, **cells: str) -> dict[str, str]:
    """A good row of another learner."""
    return row(**{"learner_name": f"Li {n}", "learner_email": f"li{n}@almond.example", **cells})


def text(*rows: dict[str, str], separator: str = ",") -> str:
    """The file a spreadsheet would write."""
    out = io.StringIO()
    names = list(dict.fromkeys(name for one in rows for name in one))
    writer = csv.DictWriter(out, names, delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def reading(*rows: dict[str, str]) -> CohortFile:
    """These rows as the engine reads them."""
    return read(text(*rows).encode(), TODAY)


def told(file: CohortFile) -> list[tuple[int, str, str]]:
    """Row, column and value of each problem; there is no row to launch by mistake unnamed."""
    assert all(p.remedy.endswith((".", "!")) for p in file.problems)
    return [(p.row, p.column, p.value) for p in file.problems]


def remedy(file: CohortFile) -> str:
    """The only problem's remedy."""
    [problem] = file.problems
    return problem.remedy
