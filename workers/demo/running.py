"""Runs the demonstration: a stack, a cohort, every engagement's story, and what came of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from temporalio.service import RPCError

from activities.ports import StoreUnavailable
from domain.agency.agency import SignAgencyAgreement
from domain.base.messages import Via
from domain.cohort import CohortFile
from domain.engagement.commands import COMMANDS
from domain.engagement.views.overview import Overview
from services.ids import derived_id
from services.launching import cohort_launching as launching
from services.troubles import Trouble
from workers.demo import texts
from workers.demo.holding import HELD, Holding
from workers.demo.pace import Pace
from workers.demo.patience import patiently
from workers.demo.progress import Progress, Show, Shown
from workers.demo.quickening import run_at
from workers.demo.story import tell
from workers.demo.teller import Ready, Teller
from workers.wiring import WiredEngine

SUPERVISORS_FIRST_DAYS = 16
"""The supervisors are this far ahead, so that they know the skill before their staff begins."""
_ENGINE_SECONDS = 300
"""A slow machine prints a paper, and sends its mails, in this time."""


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
        rows = await patiently(lambda: self._begun(file))
        self._progress.total = len(rows)
        before = self._count_mails()
        pace = Pace(engine.clock)
        async with asyncio.TaskGroup() as around:
            beside = [self._watch(pace, before, show), self._hold(pace, rows)]
            running = [around.create_task(one) for one in beside]
            async with asyncio.TaskGroup() as stories:
                for n, row in enumerate(rows):
                    first = n < 3
                    plans_on = 0.0 if first else SUPERVISORS_FIRST_DAYS
                    teller = Teller(row, n, plans_on, pace, self._doing(row, self._acts(n)))
                    stories.create_task(_told(teller, self._ready(row, teller)))
            for one in running:
                one.cancel()
        documents = [
            path
            for row in rows
            for path in sorted(engine.settings.documents.glob(f"*{row.engagement_id[:8]}*.pdf"))
        ]
        await patiently(lambda: self._look(pace, before, show))
        return Shown(
            cohort=self._cohort,
            engagements=len(rows),
            acts=self._progress.acts,
            days=round(pace.day()),
            documents=documents,
            mails=self._progress.mails,
            holds=self._progress.holds,
        )

    async def _begun(self, file: CohortFile) -> list[Overview]:
        """Launched, and the agency's agreement signed; again, nothing is done twice."""
        engine = self._engine
        await launching.launch(engine, file, self._cohort, lambda *_: None)
        rows = await engine.store.reader.overviews(cohort=self._cohort)
        await self._leader_signs(rows, file.rows[0].cells["leader_email"])
        return rows

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

    def _ready(self, row: Overview, teller: Teller) -> Ready:
        async def ready(requirement: str) -> None:
            with teller.pace.resting(teller):
                for _ in range(_ENGINE_SECONDS * 10):
                    with suppress(StoreUnavailable):
                        now = await self._engine.store.reader.overview(row.engagement_id)
                        if now is None or requirement not in now.missing:
                            return
                    await asyncio.sleep(0.1)
            raise Trouble(f"the engine did not bring about: {requirement}", "See the worker's log.")

        return ready

    async def _hold(self, pace: Pace, rows: list[Overview]) -> None:
        async def at_rate(rate: float) -> None:
            self._progress.held = rate == HELD
            self._progress.holds += rate == HELD
            await run_at(self._engine, rate)

        async def wake() -> None:
            for row in rows:
                # Whoever is not reached now is found by the sweeper, a minute later.
                with suppress(RPCError):
                    await self._engine.gateway.nudge(row.engagement_id, row.agency_id)

        await Holding(pace, at_rate, wake).watch()

    async def _watch(self, pace: Pace, before: int, show: Show) -> None:
        while True:
            # A picture that comes late is no reason to end.
            with suppress(StoreUnavailable):
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
    try:
        with suppress(_Enough):
            await tell(teller, ready)
    finally:
        teller.pace.through(teller)
