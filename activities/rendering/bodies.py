"""What each kind of mail says. Bodies hold no more than their reader may know."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from activities.rendering.dates import full_date, local_moment, long_date, weekday_date
from activities.rendering.pages import Item, Page, Section
from activities.rendering.sentences import sentences
from domain.engagement.views.papers import (
    ClosingSummary,
    Digest,
    DigestLine,
    Handoff,
    SummaryLine,
)
from domain.words import reminder_ahead_of, say_reminder

_YOURS = "For you to do"
_WATCHED = "For your attention"


def digest_page(digest: Digest, zone: ZoneInfo) -> Page:
    """Reminders by what is to be done, oldest first; escalations apart, as facts alone."""
    own = [line for line in digest.lines if not line.escalated]
    watched = [line for line in digest.lines if line.escalated]
    both = bool(own) and bool(watched)
    sections = _sections(own, False, _YOURS if both else "", zone)
    sections += _sections(watched, True, _WATCHED if both else "", zone)
    return Page(
        heading=f"Your reminders for {weekday_date(digest.local_date)}",
        greeting=f"Hello {digest.name},",
        intro=_intro(len(own), len(watched)),
        sections=tuple(sections),
        footer=f"{sentences('digest')['footer']} {sentences('mail')['footer']}",
    )


def _intro(own: int, watched: int) -> str:
    says = sentences("digest")
    said = (
        _counted(says["one"], says["several"], own) if own else "",
        _counted(says["one_late"], says["several_late"], watched) if watched else "",
    )
    return " ".join(filter(None, said)) or says["nothing"]


def _counted(one: str, several: str, count: int) -> str:
    return one if count == 1 else several.format(count=count)


def _sections(
    lines: Sequence[DigestLine], escalated: bool, group: str, zone: ZoneInfo
) -> list[Section]:
    grouped: dict[tuple[str, str], list[DigestLine]] = {}
    for line in sorted(
        lines, key=lambda line: (line.due, line.learner or line.reference, line.engagement_id)
    ):
        grouped.setdefault(say_reminder(line.what, escalated), []).append(line)
    return [
        Section(title, sentence, tuple(_item(line, zone) for line in members), group)
        for (title, sentence), members in grouped.items()
    ]


def _item(line: DigestLine, zone: ZoneInfo) -> Item:
    about = line.learner or f"Reference {line.reference}"
    ahead = None if line.escalated else reminder_ahead_of(line.what)
    if ahead is None:
        return Item(about, f"waiting since {full_date(line.due.astimezone(zone).date())}")
    moment = line.due + timedelta(days=ahead["days_ahead"])
    if ahead["says"] == "moment":
        return Item(about, local_moment(moment, zone))
    return Item(about, full_date(moment.astimezone(UTC).date()))  # a day, the same in every zone


def handoff_page(handoff: Handoff, name: str) -> Page:
    """Tells what is attached and what to do with it; the content stays in the document."""
    says = sentences("handoff_mail")
    unseen = f" {sentences('handoff')['unseen']}" if handoff.unseen else ""
    return Page(
        heading="A document for you",
        greeting=f"Hello {name},",
        intro=says["attached"] + unseen,
        sections=(Section("What to do", says["to_do"].format(contact=handoff.contact)),),
        footer=sentences("mail")["footer"],
    )


def summary_page(summary: ClosingSummary, name: str) -> Page:
    """Tells how much closed, how much ended and how much waits; the rest is in the document."""
    closed = [line for line in summary.lines if isinstance(line, SummaryLine)]
    ended = len(summary.lines) - len(closed)
    waiting = sum(line.handoff == "waiting" for line in closed)
    told = f"{len(closed)} closed" + (f", {ended} ended" if ended else "")
    says = sentences("summary_mail")
    todo = _counted(says["one"], says["several"], waiting) if waiting else says["none"]
    return Page(
        heading=f"Your summary for {long_date(summary.until)}",
        greeting=f"Hello {name},",
        intro=f"Attached is your summary up to {long_date(summary.until)}: {told}.",
        sections=(Section("What to do", todo),),
        footer=sentences("mail")["footer"],
    )
