"""What each kind of mail says. Bodies hold no more than their reader may know."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from activities.rendering.dates import full_date, local_moment, long_date, weekday_date
from activities.rendering.pages import Item, Page, Section
from activities.rendering.words import WORDS
from domain.engagement.views.papers import (
    ClosingSummary,
    Digest,
    DigestLine,
    Handoff,
    SummaryLine,
)
from domain.words import reminder_ahead_of, say_reminder
from domain.words.catalogue import spoken


def digest_subject(digest: Digest) -> str:
    """Tells the day alone."""
    return WORDS.say("digest.subject", day=weekday_date(digest.local_date))


def digest_page(digest: Digest, zone: ZoneInfo) -> Page:
    """Reminders by what is to be done, oldest first; escalations apart, as facts alone."""
    own = [line for line in digest.lines if not line.escalated]
    watched = [line for line in digest.lines if line.escalated]
    both = bool(own) and bool(watched)
    sections = _sections(own, False, WORDS.say("digest.for_you") if both else "", zone)
    sections += _sections(watched, True, WORDS.say("digest.watched") if both else "", zone)
    return Page(
        language=spoken(),
        heading=digest_subject(digest),
        greeting=WORDS.say("mail.hello", name=digest.name),
        intro=_intro(len(own), len(watched)),
        sections=tuple(sections),
        footer=f"{WORDS.say('digest.footer')} {WORDS.say('mail.footer')}",
    )


def _intro(own: int, watched: int) -> str:
    said = (
        WORDS.say_n("digest.yours", own) if own else "",
        WORDS.say_n("digest.late", watched) if watched else "",
    )
    return " ".join(filter(None, said)) or WORDS.say("digest.nothing")


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
    about = line.learner or WORDS.say("digest.reference", reference=line.reference)
    ahead = None if line.escalated else reminder_ahead_of(line.what)
    if ahead is None:
        since = full_date(line.due.astimezone(zone).date())
        return Item(about, WORDS.say("digest.since", day=since))
    moment = line.due + timedelta(days=ahead["days_ahead"])
    if ahead["says"] == "moment":
        return Item(about, local_moment(moment, zone))
    return Item(about, full_date(moment.astimezone(UTC).date()))  # a day, the same in every zone


def handoff_subject() -> str:
    """Tells nothing but that there is a document."""
    return WORDS.say("handoff_mail.subject")


def handoff_page(handoff: Handoff, name: str) -> Page:
    """Tells what is attached and what to do with it; the content stays in the document."""
    unseen = f" {WORDS.say('handoff.unseen')}" if handoff.unseen else ""
    to_do = WORDS.say("handoff_mail.to_do", contact=handoff.contact)
    return Page(
        language=spoken(),
        heading=handoff_subject(),
        greeting=WORDS.say("mail.hello", name=name),
        intro=WORDS.say("handoff_mail.attached") + unseen,
        sections=(Section(WORDS.say("mail.to_do"), to_do),),
        footer=WORDS.say("mail.footer"),
    )


def summary_subject(summary: ClosingSummary) -> str:
    """Tells the day alone."""
    return WORDS.say("summary_mail.subject", day=long_date(summary.until))


def summary_page(summary: ClosingSummary, name: str) -> Page:
    """Tells how much closed, how much ended and how much waits; the rest is in the document."""
    closed = [line for line in summary.lines if isinstance(line, SummaryLine)]
    ended = len(summary.lines) - len(closed)
    waiting = sum(line.handoff == "waiting" for line in closed)
    told = WORDS.say_n("summary_mail.closed", len(closed))
    told += f", {WORDS.say_n('summary_mail.ended', ended)}" if ended else ""
    todo = (
        WORDS.say_n("summary_mail.waiting", waiting) if waiting else WORDS.say("summary_mail.none")
    )
    return Page(
        language=spoken(),
        heading=summary_subject(summary),
        greeting=WORDS.say("mail.hello", name=name),
        intro=WORDS.say("summary_mail.attached", day=long_date(summary.until), told=told),
        sections=(Section(WORDS.say("mail.to_do"), todo),),
        footer=WORDS.say("mail.footer"),
    )
