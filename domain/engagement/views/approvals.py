"""What people read before they approve it, as data: terms, sustainability plan, debrief.

The words come from the events a reader may see; names and days are filled in by whoever shows it.
"""

from datetime import date

from domain.base.model import Frozen, Line, Text


class SignatureLine(Frozen):
    """Who signed, in which role, on which day."""

    name: Line
    role: Line
    day: date


class TermsPaper(Frozen):
    """An engagement's terms as version `version`, on top of the agency's agreement.

    `topics`: the agency's text on each topic of Toolkit table 6.4, in its order. `narrowed`: what
    supervisor and coordinator do not read by these terms. `in_force`: all have signed this version.
    """

    agency: Line
    learners: Line
    supervisor: Line
    coach: Line
    version: int
    agreement_version: int
    topics: tuple[tuple[str, Text], ...]
    disclosed: Text
    concerns_go_to: Line
    expected_end: date
    ratings_to_supervisor: bool
    narrowed: tuple[str, ...]
    signatures: tuple[SignatureLine, ...]
    in_force: bool


class PlanPaper(Frozen):
    """A version of the sustainability plan; `supported_by` is None where the supervisor does it."""

    version: int
    promised: Text
    supported_by: Text | None
    signed: SignatureLine | None


class DebriefPaper(Frozen):
    """A debrief as it stands: `joint` (the learner was there), or `seen` by the learner since.

    `revision` is what seeing it names; a correction raises it.
    """

    written_by: Line
    written: date
    revision: int
    joint: bool
    seen: bool
    text: Text
