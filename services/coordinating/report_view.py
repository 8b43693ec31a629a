"""A program report in words: for the page, the spreadsheet and the printed report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from activities.rendering.report_document import Bar, ReportSheet, Table, report_pdf
from domain.program.report import Group, Measure, Report
from services import spreadsheets
from services.acts.act_words import choice_label
from services.coordinating.places import stage_at
from services.coordinating.report import Reports
from services.words import WORDS

_SCALES = {
    "completed": (0.0, 1.0),
    "enrollment": (0.0, 10.0),
    "readiness": (0.0, 12.0),
    "attainment": (20.0, 80.0),
    "trust": (1.0, 7.0),
}
"""What a figure lies between, by the beginning of its key; others are drawn beside the longest."""


@dataclass(frozen=True)
class Shown:
    """One figure in words; `share` (0 to 1) is how long its bar is, None for no bar."""

    label: str
    value: str
    people: str
    share: float | None


@dataclass(frozen=True)
class Beside:
    """Groups beside each other: a row for each figure that any of them has."""

    groups: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def shown(made: Reports, measures: Sequence[Measure]) -> list[Shown]:
    """Figures with bars; those that nobody has a value of are left out."""
    longest = max((one.value or 0.0 for one in measures if one.kind == "days"), default=0.0)
    return [
        Shown(label(made, one), value(one), people(one), _share(one, longest)) for one in measures
    ]


def beside(made: Reports, groups: Sequence[Group]) -> Beside | None:
    """None where there are no groups."""
    if not groups:
        return None
    keys = dict.fromkeys(one.key for group in groups for one in group.measures)
    cells = [{one.key: one for one in group.measures} for group in groups]
    return Beside(
        groups=tuple(name(made, group) for group in groups),
        rows=tuple(
            (label(made, cells[0][key]), tuple(value(of_group[key]) for of_group in cells))
            for key in keys
            if any(of_group[key].value is not None for of_group in cells)
        ),
    )


def label(made: Reports, measure: Measure) -> str:
    """What a figure is of; a stage by its name, with its model."""
    if "/" not in measure.key:
        return WORDS.say(f"measure.{measure.key}")
    model, stage = stage_at(made.agency, measure.key)
    return WORDS.say("measure.stage", stage=stage, model=model)


def value(measure: Measure) -> str:
    """A figure in words; that it is not shown where it is not."""
    if measure.value is None:
        return WORDS.say("measure.not_shown")
    match measure.kind:
        case "share":
            return f"{measure.value:.0%}"
        case "days":
            return WORDS.say("measure.in_days", n=f"{measure.value:.0f}")
        case _:
            return f"{measure.value:.1f}"


def people(measure: Measure) -> str:
    """Over how many people; nothing where it is not shown."""
    return "" if measure.people is None else str(measure.people)


def name(made: Reports, group: Group) -> str:
    """A unit by its supervisor's name, an adoption group by its own."""
    return made.names.get(group.name) or choice_label("adoption", group.name) or group.name[:8]


def as_csv(made: Reports, report: Report) -> str:
    """Every figure on a line of its own; figures that are not shown have none."""
    return spreadsheets.as_csv(
        [WORDS.say(f"report_csv.{column}") for column in ("of", "what", "value", "people")],
        (
            (of, label(made, one), "" if one.value is None else one.value, people(one))
            for of, measures in _all(made, report)
            for one in measures
        ),
    )


def as_pdf(made: Reports, report: Report) -> bytes:
    """The report to print."""
    tables = []
    for key, groups in (("report.units", report.units), ("report.adoption", report.adoption)):
        if (found := beside(made, groups)) is not None and found.rows:
            tables.append(Table(WORDS.say(key), found.groups, found.rows))
    return report_pdf(
        ReportSheet(
            agency=made.agency.settings.name,
            made=report.at,
            intro=WORDS.say("report.over", learners=report.learners, least=report.least),
            measures=[_bar(one) for one in shown(made, report.measures)],
            stages=[_bar(one) for one in shown(made, report.stages)],
            tables=tables,
        )
    )


def _bar(one: Shown) -> Bar:
    return Bar(one.label, one.value, one.people, one.share)


def _all(made: Reports, report: Report) -> Iterable[tuple[str, Sequence[Measure]]]:
    everyone = WORDS.say("report.everyone")
    yield everyone, report.measures
    yield everyone, report.stages
    for group in (*report.units, *report.adoption):
        yield name(made, group), group.measures


def _share(measure: Measure, longest: float) -> float | None:
    if measure.value is None:
        return None
    if measure.kind == "days":
        return measure.value / longest if longest else 0.0
    low, high = _SCALES.get(measure.key.partition("_")[0], (0.0, 0.0))
    if high == low:
        return None
    return max(0.0, min(1.0, (measure.value - low) / (high - low)))
