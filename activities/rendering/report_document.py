"""The program report as PDF/UA: figures as bars and numbers, legible in grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from activities.rendering.dates import long_date
from activities.rendering.displayable import Json
from activities.rendering.typesetting import typeset
from activities.rendering.words import WORDS, labels
from domain.words.catalogue import spoken


@dataclass(frozen=True)
class Bar:
    """A figure: what it is of, its value in words, over how many, and its share of its scale."""

    label: str
    value: str
    people: str
    share: float | None


@dataclass(frozen=True)
class Table:
    """Figures of groups beside each other: a cell of a row for each group."""

    heading: str
    groups: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class ReportSheet:
    """A report; `made` is when, `intro` what it is over."""

    agency: str
    made: datetime
    intro: str
    measures: Sequence[Bar]
    stages: Sequence[Bar]
    tables: Sequence[Table]


def report_pdf(sheet: ReportSheet) -> bytes:
    """The report (letter size), the same bytes each time."""
    made = WORDS.say("report.made", day=long_date(sheet.made.date()))
    view: dict[str, Json] = {
        "language": spoken().partition("_")[0],
        "says": dict(labels("report") | {"made": made}),
        "agency": sheet.agency,
        "intro": sheet.intro,
        "measures": _bars(sheet.measures),
        "stages": _bars(sheet.stages),
        "tables": [
            {
                "heading": table.heading,
                "groups": list(table.groups),
                "rows": [{"label": label, "cells": list(cells)} for label, cells in table.rows],
            }
            for table in sheet.tables
        ],
    }
    return typeset("report", view, sheet.made)


def _bars(bars: Sequence[Bar]) -> Json:
    return [
        {
            "label": bar.label,
            "value": bar.value,
            "people": bar.people,
            "share": bar.share,
            "alt": WORDS.say("report.bar", label=bar.label, value=bar.value),
        }
        for bar in bars
    ]
