"""What a run knows of its engagement: the highest version seen, and when to look again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from activities.messages import Owed, Recorded

ENDED = "ended"
"""The status (`domain.engagement.stages.Status`) after which only late acts can follow."""
PAUSE = timedelta(seconds=60)
"""How long to leave alone what could not be done."""
LEAST = timedelta(seconds=0.1)
"""The shortest sleep after a look that found nothing to do."""


@dataclass
class Watch:
    """Pure bookkeeping: time comes in with every call, so that replay sees the same."""

    version: int = 0
    stage: str = ""
    status: str = ""
    wake: datetime | None = None
    due: bool = True
    """Whether to ask what is owed without waiting."""

    def recorded(self, result: Recorded, now: datetime) -> None:
        """Learn from a command's or an act's result; an older version's is out of date."""
        if result.repeated:
            # A repeated answer tells what was so then: what is so now must be asked.
            self.due = self.due or result.version > self.version
            self.version = max(self.version, result.version)
        elif result.version >= self.version:
            # Of a fresh act's answer no look would know more, if nothing was asked for before it.
            asked = self.due and self.version > 0
            self._take(result, now)
            self.due = asked or result.sleep_seconds == 0

    def owed(self, owed: Owed, now: datetime) -> None:
        """Learn from a look; what it found is done next, and each doing reports by itself."""
        if owed.version >= self.version:
            self._take(owed, now)
            if self.wake is not None and not owed.items:
                self.wake = max(self.wake, now + LEAST)

    def _take(self, news: Recorded | Owed, now: datetime) -> None:
        self.version, self.stage, self.status = news.version, news.stage, news.status
        seconds = news.sleep_seconds
        self.wake = None if seconds is None else now + timedelta(seconds=max(0.0, seconds))

    def pause(self, now: datetime) -> None:
        """Something could not be done: look again after a while, not at once."""
        self.due = False
        self.wake = now + PAUSE

    def rang(self, now: datetime) -> None:
        """A timer went off, perhaps an earlier one than is set now."""
        if self.wake is not None and now >= self.wake:
            self.due = True

    @property
    def over(self) -> bool:
        """Nothing can come of waiting: the log knows no such engagement, or it has ended."""
        nothing_pending = self.wake is None and not self.due
        return nothing_pending and (self.version == 0 or self.status == ENDED)
