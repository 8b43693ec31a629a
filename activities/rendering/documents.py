"""The two documents people receive, as PDF: the handoff and the closing summary."""

from datetime import UTC, date, datetime, time

from activities.rendering.dates import long_date, short_date
from activities.rendering.displayable import Json
from activities.rendering.timeline import month_ticks, share, spread
from activities.rendering.typesetting import typeset
from domain.engagement.views.papers import ClosingSummary, Handoff, SummaryLine
from domain.words import say_ending, say_requirement

_LABEL_GAP = 0.2
_MOST_LABELS = 6

_HANDOFF_SAYS = {
    "acknowledged": "Acknowledged",
    "waiting": "Waiting for you",
    "not_produced": "None was made",
}


def handoff_pdf(handoff: Handoff) -> bytes:
    """The sustainability handoff (letter size, PDF/UA-1). Its metadata name nobody."""
    view: dict[str, Json] = {
        "agency": handoff.agency,
        "learner": handoff.learner,
        "supervisor": handoff.supervisor,
        "coach": handoff.coach,
        "skill": handoff.skill,
        "goals": list(handoff.goals),
        "results": handoff.results,
        "what_helps": list(handoff.what_helps),
        "supported_by": handoff.supported_by,
        "promised": handoff.promised,
        "contact": handoff.contact,
        "produced": long_date(handoff.produced_at.date()),
        "next_steps": [
            {"text": s.text, "due": long_date(s.due), "done": s.done} for s in handoff.next_steps
        ],
        "follow_ups": [long_date(day) for day in handoff.follow_ups],
        "missing": [say_requirement(key) for key in handoff.missing],
        "timeline": _handoff_timeline(handoff),
    }
    return typeset("handoff", view, handoff.produced_at)


def closing_summary_pdf(summary: ClosingSummary) -> bytes:
    """Engagements closed since the last summary (letter size, PDF/UA-1), as `handoff_pdf`."""
    first = min((line.started for line in summary.lines), default=summary.until)
    last = max([summary.until, *(day for line in summary.lines for day in _days(line))])
    view: dict[str, Json] = {
        "agency": summary.agency,
        "supervisor": summary.supervisor,
        "since": long_date(summary.since) if summary.since else None,
        "until": long_date(summary.until),
        "first": short_date(first),
        "last": short_date(last),
        "ticks": [share(day, first, last) for day in month_ticks(first, last)],
        "waiting": sum(line.handoff == "waiting" for line in summary.lines),
        "follow_ups_due": sum(len(line.follow_ups) for line in summary.lines),
        "lines": [
            {
                "learner": line.learner,
                "skill": line.skill,
                "started": short_date(line.started),
                "closed": short_date(line.closed),
                "from": share(line.started, first, last),
                "to": share(line.closed, first, last),
                "dots": [share(day, first, last) for day in line.follow_ups],
                "cycles": line.cycles,
                "sessions": line.sessions,
                "ended_as": say_ending(line.ended_as),
                "waits": line.handoff == "waiting",
                "handoff": _HANDOFF_SAYS[line.handoff],
                "acknowledged_on": short_date(line.acknowledged_on)
                if line.acknowledged_on
                else None,
                "follow_ups": [short_date(day) for day in line.follow_ups],
            }
            for line in summary.lines
        ],
    }
    return typeset("closing_summary", view, datetime.combine(summary.until, time(), UTC))


def _days(line: SummaryLine) -> tuple[date, ...]:
    return (line.closed, *line.follow_ups)


def _handoff_timeline(handoff: Handoff) -> Json:
    """The handoff and the follow-ups on one line, with ticks where a step is due; None if none."""
    first = handoff.produced_at.date()
    ahead = sorted({day for day in handoff.follow_ups if day > first})
    if not ahead or len(ahead) >= _MOST_LABELS:
        return None
    steps = sorted({s.due for s in handoff.next_steps if not s.done and s.due > first})
    last = max(*ahead, *steps, ahead[-1])
    days = [first, *ahead]
    places = [share(day, first, last) for day in days]
    names = ["Handoff", *("Follow-up" for _ in ahead)]
    alt = "; ".join(f"{n} on {long_date(d)}" for n, d in zip(names, days, strict=True))
    if steps:
        alt += "; next steps due on " + ", ".join(long_date(day) for day in steps)
    return {
        "alt": f"Line of the coming dates: {alt}.",
        "marks": [
            {"name": name, "date": short_date(day), "at": at, "label": label}
            for name, day, at, label in zip(
                names, days, places, spread(places, _LABEL_GAP), strict=True
            )
        ],
        "steps": [share(day, first, last) for day in steps],
    }
