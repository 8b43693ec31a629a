"""The documents people receive, as PDF: handoff, development plan and closing summary."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import assert_never

from activities.rendering.dates import long_date, short_date
from activities.rendering.displayable import Json
from activities.rendering.timeline import month_ticks, share, spread
from activities.rendering.typesetting import typeset
from activities.rendering.words import WORDS, labels
from domain.engagement.views.development_plan_content import PlannedAction
from domain.engagement.views.handoff_content import FollowUpLine, StepLine
from domain.engagement.views.papers import (
    ClosingSummary,
    DevelopmentPlan,
    EndedLine,
    Handoff,
    SummaryLine,
)
from domain.words import say_ending
from domain.words.catalogue import spoken

_LABEL_GAP = 0.2
_MOST_LABELS = 6

Document = Handoff | ClosingSummary | DevelopmentPlan


def document_pdf(document: Document) -> bytes:
    """A document as PDF/UA-1 (letter size), the same bytes each time. Its metadata name nobody."""
    match document:
        case Handoff():
            return handoff_pdf(document)
        case ClosingSummary():
            return closing_summary_pdf(document)
        case DevelopmentPlan():
            return development_plan_pdf(document)
        case _:
            assert_never(document)


def handoff_pdf(handoff: Handoff) -> bytes:
    """The sustainability handoff; dates are those of the zone `produced_at` is in."""
    produced = long_date(handoff.produced_at.date())
    says = labels("handoff") | {"prepared": WORDS.say("handoff.prepared", day=produced)}
    if handoff.promised_by:
        says["signed_by"] = WORDS.say("handoff.signed_by", name=handoff.promised_by)
    view: dict[str, Json] = {
        "language": _language(),
        "says": dict(says),
        "agency": handoff.agency,
        "learner": handoff.learner,
        "supervisor": handoff.supervisor,
        "coach": handoff.coach,
        "skill": handoff.skill,
        "goals": [
            {"statement": g.statement, "measure": g.measure, "due": long_date(g.due)}
            for g in handoff.goals
        ],
        "results": handoff.results,
        "what_helps": list(handoff.what_helps),
        "supported_by": handoff.supported_by,
        "promised": handoff.promised,
        "promised_by": handoff.promised_by,
        "contact": handoff.contact,
        "next_steps": _due(handoff.next_steps),
        "follow_ups": [follow_up_day(one) for one in handoff.follow_ups],
        "development_plan": handoff.development_plan,
        "unseen": handoff.unseen,
        "timeline": _handoff_timeline(handoff),
    }
    return typeset("handoff", view, handoff.produced_at)


def development_plan_pdf(plan: DevelopmentPlan) -> bytes:
    """The professional development plan; dates are those of the zone `written_at` is in."""
    written = WORDS.say("development_plan.written", day=long_date(plan.written_at.date()))
    view: dict[str, Json] = {
        "language": _language(),
        "says": dict(labels("development_plan") | {"written": written}),
        "agency": plan.agency,
        "learner": plan.learner,
        "written_by": plan.written_by,
        "strengths": list(plan.strengths),
        "growth_areas": list(plan.growth_areas),
        "actions": _due(plan.actions),
        "supports": list(plan.supports),
        "contact": plan.contact,
    }
    return typeset("development_plan", view, plan.written_at)


def closing_summary_pdf(summary: ClosingSummary) -> bytes:
    """What closed since the last summary, and of what ended that it did and when."""
    closed = [line for line in summary.lines if isinstance(line, SummaryLine)]
    ended = [line for line in summary.lines if isinstance(line, EndedLine)]
    first = min((line.started for line in closed), default=summary.until)
    last = max([summary.until, *(day for line in closed for day in _days(line))])
    view: dict[str, Json] = {
        "language": _language(),
        "says": dict(labels("summary") | _counted(summary, closed, len(ended))),
        "agency": summary.agency,
        "first": short_date(first),
        "last": short_date(last),
        "ticks": [share(day, first, last) for day in month_ticks(first, last)],
        "waiting": any(line.handoff == "waiting" for line in closed),
        "lines": [_closed(line, first, last) for line in closed],
        "ended": [{"learner": line.learner, "ended": long_date(line.ended)} for line in ended],
    }
    return typeset("closing_summary", view, datetime.combine(summary.until, time(), UTC))


def follow_up_day(line: FollowUpLine) -> str:
    """`April 2, 2027 (30 days after closing)`."""
    return WORDS.say_n("handoff.follow_up", line.days, day=long_date(line.day))


def _language() -> str:
    return spoken().partition("_")[0]


def _counted(summary: ClosingSummary, closed: Sequence[SummaryLine], ended: int) -> dict[str, str]:
    """The sentences that say how much there is of what, and whose summary it is."""
    days = {"until": long_date(summary.until)}
    if summary.since:
        days["since"] = long_date(summary.since)
    counts = (("closed_count", len(closed)), ("ended_count", ended))
    waiting = sum(line.handoff == "waiting" for line in closed)
    due = sum(len(line.follow_ups) for line in closed)
    intro = "summary.since" if summary.since else "summary.first"
    return {
        "intro": WORDS.say(intro, supervisor=summary.supervisor, **days),
        "told": " ".join(WORDS.say_n(f"summary.{key}", n) for key, n in counts if n),
        "waiting": WORDS.say_n("summary.waiting", waiting),
        "follow_ups_due": WORDS.say_n("summary.follow_ups_due", due)
        if due
        else WORDS.say("summary.none_due"),
    }


def _due(steps: Iterable[StepLine | PlannedAction]) -> Json:
    return [{"text": step.text, "due": long_date(step.due)} for step in steps]


def _closed(line: SummaryLine, first: date, last: date) -> Json:
    acknowledged = line.acknowledged_on
    started, ended = short_date(line.started), short_date(line.closed)
    days = ", ".join(short_date(day) for day in line.follow_ups)
    bar = "summary.bar_dots" if days else "summary.bar"
    return {
        "alt": WORDS.say(bar, started=started, closed=ended, days=days),
        "learner": line.learner,
        "skill": line.skill,
        "started": started,
        "closed": ended,
        "from": share(line.started, first, last),
        "to": share(line.closed, first, last),
        "dots": [share(day, first, last) for day in line.follow_ups],
        "cycles": line.cycles,
        "sessions": line.sessions,
        "ended_as": say_ending(line.ended_as),
        "waits": line.handoff == "waiting",
        "handoff": WORDS.say(f"summary.handoff_{line.handoff}"),
        "acknowledged_on": short_date(acknowledged) if acknowledged else None,
        "follow_ups": [short_date(day) for day in line.follow_ups],
    }


def _days(line: SummaryLine) -> tuple[date, ...]:
    return (line.closed, *line.follow_ups)


def _handoff_timeline(handoff: Handoff) -> Json:
    """The handoff and the follow-ups on one line, with ticks where a step is due; None if none."""
    first = handoff.produced_at.date()
    ahead = sorted({one.day for one in handoff.follow_ups if one.day > first})
    if not ahead or len(ahead) >= _MOST_LABELS:
        return None
    steps = sorted({step.due for step in handoff.next_steps if step.due > first})
    last = max(*ahead, *steps, ahead[-1])
    days = [first, *ahead]
    places = [share(day, first, last) for day in days]
    follow_up = WORDS.say("handoff.mark_follow_up")
    names = [WORDS.say("handoff.mark_handoff"), *(follow_up for _ in ahead)]
    dates = [
        WORDS.say("handoff.mark", name=name, day=long_date(day))
        for name, day in zip(names, days, strict=True)
    ]
    if steps:
        dates.append(WORDS.say("handoff.line_steps", days=", ".join(long_date(d) for d in steps)))
    return {
        "alt": WORDS.say("handoff.line", dates="; ".join(dates)),
        "marks": [
            {"name": name, "date": short_date(day), "at": at, "label": label}
            for name, day, at, label in zip(
                names, days, places, spread(places, _LABEL_GAP), strict=True
            )
        ],
        "steps": [share(day, first, last) for day in steps],
    }
