"""In-memory ports: just enough of a store to try the workflows; the real one has its own tests.

What a command does is said by its kind: `launch`, `note`, `refuse`, `unmet`, `break`, `end`,
`superseded`, `promise` (an act owed in `sealed_body` seconds), `close` (a handoff owed now).
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from activities.messages import Envelope, Owed, OwedItem, Recorded
from activities.ports import LogNotWhole, StaleEpoch, StoreUnavailable
from domain.base.refusals import Refusal, RequirementUnmet

AGENCY = "agency-1"


@dataclass
class Stream:
    """One engagement as the fake keeps it."""

    version: int = 0
    status: str = "active"
    stage: str = "joint_planning"
    owed: dict[str, tuple[str, float]] = field(default_factory=dict)
    """key → (how, due on the monotonic clock)."""
    done: list[str] = field(default_factory=list)
    answers: dict[str, Recorded] = field(default_factory=dict)


class FakeLog:
    """The event log: `down` fails every call, `delay` slows recording, `stuck` performs in vain.

    `cannot` holds what the next performings fail with, one after the other.
    """

    def __init__(self) -> None:
        self.streams: dict[str, Stream] = {}
        self.down = False
        self.delay = 0.0
        self.lose_results = False
        self.stuck = False
        self.cannot: list[Exception] = []
        self.reads = 0
        self.at_once = 0
        self.most_at_once = 0

    async def record(self, envelope: Envelope) -> Recorded:
        self._alive()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.delay)
            return self._decide(envelope)
        finally:
            self.at_once -= 1

    def _decide(self, envelope: Envelope) -> Recorded:
        stream = self.streams.get(envelope.engagement_id, Stream())
        if answer := stream.answers.get(envelope.command_id):
            return Recorded(
                answer.version, answer.sleep_seconds, answer.stage, answer.status, repeated=True
            )
        match envelope.kind:
            case "refuse":
                raise Refusal("not_yours", roles=("coach", "learner"), count=2)
            case "unmet":
                raise RequirementUnmet("goals", "agreement")
            case "break":
                raise ValueError("Jane Doe wrote: I feel unheard")
            case "promise":
                due = time.monotonic() + float(envelope.sealed_body)
                stream.owed[f"checkpoint|{envelope.command_id}"] = ("act", due)
            case "close":
                stream.owed["handoff|now"] = ("deliver", time.monotonic())
                stream.stage = "closing"
            case "end":
                stream.status = "ended"
            case "superseded":
                raise StaleEpoch
            case "launch" | "note":
                pass
            case other:
                raise AssertionError(other)
        if envelope.kind != "launch" and envelope.engagement_id not in self.streams:
            raise Refusal("unknown_engagement")
        self.streams[envelope.engagement_id] = stream
        stream.version += 1
        stream.answers[envelope.command_id] = self._state(stream)
        if self.lose_results:
            raise StoreUnavailable
        return stream.answers[envelope.command_id]

    async def owed(self, engagement_id: str) -> Owed:
        self._alive()
        self.reads += 1
        stream = self.streams[engagement_id]
        state = self._state(stream)
        now = time.monotonic()
        items = [OwedItem(key, how) for key, (how, due) in stream.owed.items() if due <= now]
        return Owed(state.version, items, state.sleep_seconds, state.stage, state.status)

    async def perform(self, engagement_id: str, key: str) -> Recorded:
        self._alive()
        if self.cannot:
            raise self.cannot.pop(0)
        stream = self.streams[engagement_id]
        if not self.stuck and key in stream.owed:
            del stream.owed[key]
            stream.done.append(key)
            stream.version += 1
        return self._state(stream)

    async def exists(self, engagement_id: str) -> bool:
        self._alive()
        return engagement_id in self.streams

    async def overdue(self, grace_seconds: float, limit: int) -> Sequence[tuple[str, str]]:
        now = time.monotonic()
        late = [i for i, s in self.streams.items() if any(d < now for _, d in s.owed.values())]
        return [(one, AGENCY) for one in late][:limit]

    async def catch_up_changed(self, seconds: float) -> int:
        return 0

    async def unfinished(self) -> Sequence[tuple[str, str]]:
        return [(one, AGENCY) for one, s in self.streams.items() if s.status != "ended"]

    def _alive(self) -> None:
        if self.down:
            raise StoreUnavailable

    def _state(self, stream: Stream) -> Recorded:
        dues = [due for _, due in stream.owed.values()]
        sleep = max(0.0, min(dues) - time.monotonic()) if dues else None
        return Recorded(stream.version, sleep, stream.stage, stream.status)


class FakeLedger:
    """A cohort's rows in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Envelope]] = {}
        self.launched: list[str] = []
        self.refused: dict[str, str] = {}

    async def waiting(self, cohort_id: str, limit: int) -> Sequence[Envelope]:
        settled = {*self.launched, *self.refused}
        rows = self.rows.get(cohort_id, [])
        return [row for row in rows if row.engagement_id not in settled][:limit]

    async def mark_launched(self, cohort_id: str, engagement_id: str) -> None:
        self.launched.append(engagement_id)

    async def mark_refused(self, cohort_id: str, engagement_id: str, code: str) -> None:
        self.refused[engagement_id] = code

    async def progress(self, cohort_id: str) -> tuple[int, int, int]:
        return len(self.launched), len(self.refused), len(self.rows.get(cohort_id, []))


class FakeAnchoring:
    """Signs nothing; `findings` says how many events are not as they were written."""

    def __init__(self) -> None:
        self.findings = 0
        self.signed = 0

    async def write_heads(self) -> int:
        if self.findings:
            raise LogNotWhole(self.findings)
        self.signed += 1
        return 7
