"""Observation forms on paper: to be filled in by hand, and as they were filled in."""

from datetime import datetime
from zoneinfo import ZoneInfo

from activities.rendering.dates import long_date
from activities.rendering.printed import ObservationSheet, SkillLine, observation_pdf
from domain.agency.agency import Agency
from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument
from domain.instruments.shelf import rubrics
from services.reading.practice_view import Observed, Practice, practice_view
from services.reading.read import Reading
from services.troubles import NotFound
from services.words import WORDS

_HEAD = ("learner", "observer", "day", "where")


def blank_form(agency: Agency, name: str, at: datetime, zone: ZoneInfo) -> bytes:
    """A rubric or guide as an empty form. Raises `Refusal("unknown_instrument")`."""
    rubric = rubrics(agency.instruments_in_use).get(name)
    if rubric is None:
        raise Refusal("unknown_instrument", instrument=name[:50], version=1)
    return observation_pdf(
        _sheet(
            rubric,
            agency,
            facts=[(WORDS.say(f"observation.{key}"), "") for key in _HEAD],
            at=at.astimezone(zone),
        )
    )


def observation_as_pdf(read: Reading, entry: str, at: datetime) -> bytes:
    """One observation that the reader may see. Raises `NotFound`."""
    for practice in practice_view(read):
        for one in practice.observed:
            if one.entry == entry:
                return observation_pdf(_filled(read, practice, one, at))
    raise NotFound.of("no_observation")


def _filled(read: Reading, practice: Practice, one: Observed, at: datetime) -> ObservationSheet:
    zone = read.reader.zone
    day = long_date(one.at.astimezone(zone).date())
    where = f"{one.setting} ({one.medium})"
    facts = zip(_HEAD, (practice.learner, one.by, day, where), strict=True)
    return _sheet(
        practice.rubric,
        read.agency,
        facts=[(WORDS.say(f"observation.{key}"), said) for key, said in facts],
        at=at.astimezone(zone),
        one=one,
    )


def _sheet(
    rubric: Instrument,
    agency: Agency,
    *,
    facts: list[tuple[str, str]],
    at: datetime,
    one: Observed | None = None,
) -> ObservationSheet:
    return ObservationSheet(
        agency=agency.settings.name,
        title=rubric.title,
        asks=rubric.asks,
        source=rubric.source,
        facts=facts,
        scale=rubric.scale.labels if rubric.items else (),
        skills=[
            SkillLine(
                item.text,
                seen=one.ratings[item.key] - rubric.scale.low
                if one and item.key in one.ratings
                else None,
                example=one.examples.get(item.key, "") if one else "",
            )
            for item in rubric.items
        ],
        questions=[
            (question.asks, one.noted.get(question.key, "") if one else "")
            for question in rubric.questions
        ],
        note=(one.note or "") if one else "",
        blank=one is None,
        printed_at=at,
    )
