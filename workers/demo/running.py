"""Runs the demonstration: a stack, a cohort, every engagement's story, and what came of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.agency.agency import SignAgencyAgreement
from domain.base.messages import Via
from domain.engagement.commands import COMMANDS
from domain.engagement.views.overview import Overview
from services.ids import derived_id
from services.launching import cohort_launching as launching
from services.troubles import Trouble
from workers.demo import texts
from workers.demo.pace import Pace
from workers.demo.patience import patiently
from workers.demo.story import tell
from workers.demo.teller import Ready, Teller
from workers.wiring import WiredEngine

SUPERVISORS_FIRST_DAYS = 16
"""The supervisors are this far ahead, so that they know the skill before their staff begins."""

Show = Callable[["Progress"], None]


@dataclass
class Progress:
    """How far the demonstration is."""

    total: int = 0
    day: float = 0
    acts: int = 0
    stages: Counter[str] = field(default_factory=Counter)
    mails: int = 0


@dataclass(frozen=True)
class Shown:
    """What came of it, for the last page."""

    cohort: str
    engagements: int
    acts: int
    days: int
    documents: list[Path]
    mails: int


class Demonstration:
    """One cohort from launch to following up; or `acts(n)` acts of its nth engagement's story."""

    def __init__(
        self,
        engine: WiredEngine,
        file: Path,
        cohort: str,
        mail_folder: Path,
        acts: Callable[[int], int | None] = lambda _: None,
    ) -> None:
        self._engine = engine
        self._file = file
        self._cohort = cohort
        self._mail = mail_folder
        self._acts = acts
        self._progress = Progress()
        self._ring = engine.ring
        # More at once would only queue in front of the same two cores.
        self._gate = asyncio.Semaphore(10)

    async def run(self, show: Show) -> Shown:
        """Launch, tell every story, wait until the engine has done what it owes."""
        engine = self._engine
        file = launching.read_cohort(self._file.read_bytes(), engine.clock.now().date())
        await launching.launch(engine, file, self._cohort, lambda *_: None)
        rows = await engine.store.reader.overviews(cohort=self._cohort)
        self._progress.total = len(rows)
        await self._leader_signs(rows, file.rows[0].cells["leader_email"])
        before = self._count_mails()
        pace = Pace(engine.clock)
        watching = asyncio.create_task(self._watch(pace, before, show))
        try:
            async with asyncio.TaskGroup() as stories:
                for n, row in enumerate(rows):
                    first = n < 3
                    plans_on = 0.0 if first else SUPERVISORS_FIRST_DAYS
                    teller = Teller(row, n, plans_on, pace, self._doing(row, self._acts(n)))
                    stories.create_task(_told(teller, self._ready(row)))
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        documents = [
            path
            for row in rows
            for path in sorted(engine.settings.documents.glob(f"*{row.engagement_id[:8]}*.pdf"))
        ]
        await self._look(pace, before, show)
        return Shown(
            cohort=self._cohort,
            engagements=len(rows),
            acts=self._progress.acts,
            days=round(pace.day()),
            documents=documents,
            mails=self._progress.mails,
        )

    async def _leader_signs(self, rows: list[Overview], leader: str) -> None:
        store = self._engine.store
        agency_id = rows[0].agency_id
        person = await store.reader.person_by_email(agency_id, leader)
        if person is None:
            raise Trouble("the leader of the example is not registered")
        await store.record_agency(
            agency_id,
            SignAgencyAgreement(
                command_id=derived_id(self._ring, "sign", agency_id, json.dumps(texts.AGREEMENT)),
                by=person.person_id,
                at=self._engine.clock.now(),
                via=Via.OPERATOR,
                agency_id=agency_id,
                topics=texts.AGREEMENT,
            ),
        )

    def _doing(self, row: Overview, most: int | None) -> Any:
        count = 0

        async def do(by: str, kind: str, **fields: Any) -> str:
            nonlocal count
            if count == most:
                raise _Enough
            count += 1
            command_id = derived_id(self._ring, "demo", row.engagement_id, str(count))
            async with self._gate:
                head = {"command_id": command_id, "by": by, "kind": kind, "via": Via.OPERATOR}
                at = self._engine.clock.now()
                command = COMMANDS.validate_python({**fields, **head, "at": at})

                async def send() -> None:
                    envelope = await self._engine.store.envelopes.seal(row.engagement_id, command)
                    await self._engine.gateway.submit(envelope, row.agency_id)

                await patiently(send)
            self._progress.acts += 1
            return command_id

        return do

    def _ready(self, row: Overview) -> Any:
        async def ready(requirement: str) -> None:
            for _ in range(600):
                now = await self._engine.store.reader.overview(row.engagement_id)
                if now is None or requirement not in now.missing:
                    return
                await asyncio.sleep(0.1)
            raise Trouble(f"the engine did not bring about: {requirement}", "See the worker's log.")

        return ready

    async def _watch(self, pace: Pace, before: int, show: Show) -> None:
        while True:
            await self._look(pace, before, show)
            await asyncio.sleep(0.5)

    async def _look(self, pace: Pace, before: int, show: Show) -> None:
        rows = await self._engine.store.reader.overviews(cohort=self._cohort)
        self._progress.stages = Counter(
            "following_up" if r.status in ("following_up", "ended") else r.stage for r in rows
        )
        self._progress.day = pace.day()
        self._progress.mails = self._count_mails() - before
        show(self._progress)

    def _count_mails(self) -> int:
        return sum(1 for _ in self._mail.glob("**/*.eml"))


class _Enough(Exception):
    """So much of a story was to be told, and is."""


async def _told(teller: Teller, ready: Ready) -> None:
    with suppress(_Enough):
        await tell(teller, ready)
