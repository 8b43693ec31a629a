"""The columns of a cohort file: which there are, what stands in for an empty cell, how long."""

from collections.abc import Iterable

from domain.base.roles import Form, Origin, Participation, Relation
from domain.process.models import DEFAULT

REQUIRED = (
    "agency",
    "learner_name",
    "learner_email",
    "supervisor_name",
    "supervisor_email",
    "coordinator_name",
    "coordinator_email",
    "leader_name",
    "leader_email",
    "skill",
    "purpose",
    "expected_end",
)
OPTIONAL = (
    "coach_name",
    "coach_email",
    "time_zone",
    "relation",
    "participation",
    "origin",
    "form",
    "model",
)
KNOWN = (*REQUIRED, *OPTIONAL)
DEFAULTS = {
    "time_zone": "America/Los_Angeles",
    "relation": Relation.INTERNAL.value,
    "participation": Participation.VOLUNTARY.value,
    "origin": Origin.AGENCY_INITIATIVE.value,
    "form": Form.INDIVIDUAL.value,
    "model": DEFAULT[0],
}
# The model's are in `model_names`: an agency has some of its own.
CHOICES = {
    "relation": tuple(r.value for r in Relation if r is not Relation.PEER),
    "participation": tuple(p.value for p in Participation),
    "origin": tuple(o.value for o in Origin),
    "form": tuple(f.value for f in Form),
}
PEOPLE = ("learner", "coach", "supervisor", "coordinator", "leader")
_LONGEST = {"purpose": 8000}


def longest(column: str) -> int:
    """Characters a cell of this column may have, as the rules allow them."""
    return _LONGEST.get(column, 200)


def column_named(written: str) -> str:
    """A column's name as the rules know it: `Learner Name` is `learner_name`."""
    return "_".join(written.lower().replace("-", " ").replace("_", " ").split())


def known_names(written: Iterable[str]) -> int:
    """How many of these are names of columns."""
    return sum(column_named(name) in KNOWN for name in written)
