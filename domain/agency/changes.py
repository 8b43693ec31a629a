"""What a change of an agency's settings will touch, said before it is made.

What people agreed on stays as agreed (cadence, days, follow-up dates); words are in
`domain/words/en/touched.po`.
"""

from collections.abc import Iterator

from domain.agency.agency_settings import AgencySettings
from domain.base.model import Frozen
from domain.words import WORDS

TOUCHES: dict[str, tuple[str, ...]] = {
    "name": ("papers_from_now_on",),
    "time_zone": ("reminders_not_due", "summaries_from_now_on"),
    "country": ("holidays",),
    "subdivision": ("holidays",),
    "contact": ("papers_from_now_on",),
    "working_hours": ("reminders_not_due",),
    "summaries": ("summaries_from_now_on",),
    "commitment_threshold": ("answers_from_now_on",),
    "checkpoint_days": ("checkpoints_from_now_on",),
    "quiet_days": ("reminders_not_due", "quiet_not_agreed"),
    "escalate_after_days": ("escalations_not_due",),
    "follow_up_days": ("follow_ups_not_agreed",),
    "unreachable_days": ("closings_waiting",),
    "mandated_checkpoints": ("mandated_from_now_on",),
    "small_number": ("figures_at_once",),
    "coordinators": ("who_changes_settings",),
    "leaders": ("who_signs",),
}
"""Each setting, and what of it changes for people; every setting is here."""


class Change(Frozen):
    """One setting that differs: `field` as it is typed (`working_hours.start`), both values in
    words, and sentences on what it touches."""

    field: str
    before: str
    after: str
    touches: tuple[str, ...]


def changes(old: AgencySettings, new: AgencySettings) -> tuple[Change, ...]:
    """What would change, in the order of the settings; nothing where they are equal."""
    return tuple(
        Change(
            field=field,
            before=_said(before),
            after=_said(after),
            touches=tuple(WORDS.say(f"touched.{code}") for code in TOUCHES[field.split(".")[0]]),
        )
        for field, before, after in _differing(old, new)
    )


def _differing(old: Frozen, new: Frozen, under: str = "") -> Iterator[tuple[str, object, object]]:
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(before, Frozen) and isinstance(after, Frozen):
            yield from _differing(before, after, f"{under}{name}.")
        elif before != after:
            yield f"{under}{name}", before, after


def _said(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(str(one) for one in value) or "none"
        case _:
            return str(value) or "none"
