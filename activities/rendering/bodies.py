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

_FOOTER = "This mail was sent automatically. It is confidential; please do not pass it on."
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
        footer="You get at most one of these a day. A reminder stops when the thing is done. "
        + _FOOTER,
    )


def _intro(own: int, watched: int) -> str:
    said = []
    if own:
        said.append("One thing is waiting for you." if own == 1 else f"{own} things wait for you.")
    if watched:
        said.append(
            "One thing is late elsewhere. You are told the fact, so that you can offer help."
            if watched == 1
            else f"{watched} things are late elsewhere. You are told the facts, so that you can "
            "offer help."
        )
    return " ".join(said) or "Nothing is waiting for you today."


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
    return Page(
        heading="A document for you",
        greeting=f"Hello {name},",
        intro="Attached is the handoff of an engagement you are part of. It lists what was agreed, "
        "what was promised, and the dates ahead."
        + (" " + sentences("handoff")["unseen"] if handoff.unseen else ""),
        sections=(
            Section(
                "What to do",
                "Please read it. If you are the supervisor, please also acknowledge that you "
                f"received it. Questions go to: {handoff.contact}",
            ),
        ),
        footer=_FOOTER,
    )


def summary_page(summary: ClosingSummary, name: str) -> Page:
    """Tells how much closed, how much ended and how much waits; the rest is in the document."""
    closed = [line for line in summary.lines if isinstance(line, SummaryLine)]
    ended = len(summary.lines) - len(closed)
    waiting = sum(line.handoff == "waiting" for line in closed)
    told = f"{len(closed)} closed" + (f", {ended} ended" if ended else "")
    todo = {
        0: "No handoff is waiting for you.",
        1: "1 handoff waits for you to acknowledge it.",
    }.get(waiting, f"{waiting} handoffs wait for you to acknowledge them.")
    return Page(
        heading=f"Your summary for {long_date(summary.until)}",
        greeting=f"Hello {name},",
        intro=f"Attached is your summary up to {long_date(summary.until)}: {told}.",
        sections=(Section("What to do", todo),),
        footer=_FOOTER,
    )
