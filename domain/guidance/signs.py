"""What in an engagement's record speaks for a situation of the guide (`situations.toml`).

Signs are read from the lines that one reader may see, so that none tells what its reader could not
know: the very same record shows a coach more of them than a coordinator.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.base.roles import Origin, Participation, Role

MISSED = 2
"""Sessions missed in a row (Toolkit, ch. 4, enrollment challenges)."""
MANY = 3
"""So many reflections, or steps taken, with none of the other in between (our own measure)."""
UNSIGNED_DAYS = 14
"""Days after which a supervisor who has not joined the agreement is spoken of (our own)."""


class SeenLine(Protocol):
    """A line of history as somebody may see it."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def role(self) -> Any: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...


Lines = Sequence[SeenLine]


def signs(lines: Lines, now: datetime) -> tuple[str, ...]:
    """The signs that these lines show, oldest line first."""
    return tuple(name for name, shows in SIGNS.items() if shows(lines, now))


def _missed_sessions(lines: Lines, _: datetime) -> bool:
    """Whether any learner missed the last ones of theirs: in a group one may, and others not."""
    missed: dict[str, list[bool]] = {}
    for one in lines:
        if one.kind in ("session_held", "session_missed"):
            absent = one.fields.get("absent", ())
            for learner in one.fields.get("about", ()):
                stayed_away = one.kind == "session_missed" or learner in absent
                missed.setdefault(learner, []).append(stayed_away)
    return any(found[-MISSED:] == [True] * MISSED for found in missed.values())


def _mandated_at_risk(lines: Lines, _: datetime) -> bool:
    launch = _last(lines, "engagement_launched")
    mandated = launch is not None and launch.fields["participation"] == Participation.MANDATED
    return mandated and _stands(lines, "enrollment_at_risk", "checkpoint_passed")


def _stalling(lines: Lines, _: datetime) -> bool:
    opened = _last(lines, "checkpoint_opened")
    stalls = opened is not None and opened.fields.get("reason") in ("silence", "next_step_overdue")
    return stalls and _stands(lines, "checkpoint_opened", "checkpoint_passed")


def _goals_of_agency(lines: Lines, _: datetime) -> bool:
    launch = _last(lines, "engagement_launched")
    if launch is None or launch.fields["origin"] != Origin.AGENCY_INITIATIVE:
        return False
    goals = [one for one in lines if one.kind == "goal_set"]
    reviewed = _last(lines, "cycle_reviewed")
    return bool(goals) and reviewed is None and all(one.role != Role.LEARNER for one in goals)


def _asked(what: str) -> Callable[[Lines, datetime], bool]:
    def shows(lines: Lines, _: datetime) -> bool:
        return any(
            one.kind == "request_noted" and one.fields.get("asked_for") == what for one in lines
        )

    return shows


def _doing_without_reflecting(lines: Lines, _: datetime) -> bool:
    return _run(lines, "next_step_completed", "reflection_written") >= MANY


def _reflecting_without_doing(lines: Lines, _: datetime) -> bool:
    return _run(lines, "reflection_written", "next_step_agreed") >= MANY


def _supervisor_not_joined(lines: Lines, now: datetime) -> bool:
    proposed = _last(lines, "terms_proposed")
    if proposed is None or now - proposed.at < timedelta(days=UNSIGNED_DAYS):
        return False
    return not any(
        one.kind == "agreement_joined"
        and one.role == Role.SUPERVISOR
        and one.fields.get("version") == proposed.fields.get("version")
        for one in lines
    )


SIGNS: Mapping[str, Callable[[Lines, datetime], bool]] = {
    "missed_sessions": _missed_sessions,
    "mandated_at_risk": _mandated_at_risk,
    "stalling": _stalling,
    "goals_of_agency": _goals_of_agency,
    "asked_for_review": _asked("performance_review"),
    "asked_outside": _asked("outside_agreement"),
    "asked_for_side_talk": _asked("side_talk"),
    "asked_to_do_the_work": _asked("doing_the_work"),
    "doing_without_reflecting": _doing_without_reflecting,
    "reflecting_without_doing": _reflecting_without_doing,
    "supervisor_not_joined": _supervisor_not_joined,
}


def _last(lines: Lines, kind: str) -> SeenLine | None:
    return next((one for one in reversed(lines) if one.kind == kind), None)


def _stands(lines: Lines, kind: str, ended_by: str) -> bool:
    """Whether the last of these two that happened is the first of them."""
    last = next((one.kind for one in reversed(lines) if one.kind in (kind, ended_by)), None)
    return last == kind


def _run(lines: Lines, kind: str, broken_by: str) -> int:
    """How often one happened since the other last did."""
    count = 0
    for one in lines:
        count = 0 if one.kind == broken_by else count + (one.kind == kind)
    return count
