"""Cohorts and their rows on the way to being launched (`activities.ports.CohortLedger`).

A row is noted in one go with all of its file; registering its people and sealing its command wait
until its turn, so that a file of any size is noted in seconds and launched in the background.
"""

import base64
from collections.abc import Sequence

from activities.messages import Envelope
from activities.ports import Clock
from domain.base.model import AgencyId, EngagementId, PersonId
from domain.base.refusals import Refusal
from domain.person.person import Person, RegisterPerson
from store.database import Connection, Database
from store.keys.data_keys import SHARED, DataKeys
from store.keys.sealed_commands import Envelopes
from store.queries import load
from store.recording.cohort_reading import CohortReading
from store.recording.noted_row import Launching, NotedRow
from store.recording.repositories import People

_KIND = "cohort"
_NOTED_AT_ONCE = 2000
_SQL = load("store.recording", "cohorts.sql")


class Cohorts(CohortReading):
    """The ledger; a row's sealed work is let go once it was carried out."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        keys: DataKeys,
        envelopes: Envelopes,
        people: People,
    ) -> None:
        super().__init__(database)
        self._clock = clock
        self._keys = keys
        self._envelopes = envelopes
        self._people = people

    async def open_cohort(
        self,
        cohort_id: str,
        agency_id: AgencyId,
        name: str,
        by: PersonId,
        rows: Sequence[NotedRow],
        noted_by: str = "",
    ) -> frozenset[EngagementId]:
        """Note a cohort and its rows, all or none; the engagements that were not noted yet.

        `noted_by` says who is at it (`operator:ana`). A row that was refused is noted anew.
        """
        now = self._clock.now()
        noted: set[EngagementId] = set()
        async with self._database.transaction(120) as c:
            await c.execute(
                _SQL["open_cohort"],
                cohort_id,
                agency_id,
                name,
                by,
                now,
            )
            keys = await self._keys.of(c, _KIND, cohort_id, SHARED)
            # In one order, so that two who note the same file wait for each other and don't lock.
            ordered = sorted(rows, key=lambda row: row.engagement_id)
            for start in range(0, len(ordered), _NOTED_AT_ONCE):
                part = ordered[start : start + _NOTED_AT_ONCE]
                sealed = [
                    base64.b64encode(
                        keys.seal_blob(one.work.model_dump_json().encode(), one.engagement_id)
                    ).decode()
                    for one in part
                ]
                done = await c.fetch(
                    _SQL["note"],
                    cohort_id,
                    noted_by,
                    now,
                    [one.engagement_id for one in part],
                    [one.n for one in part],
                    [one.who for one in part],
                    [one.learner for one in part],
                    [one.said for one in part],
                    sealed,
                )
                noted.update(row["engagement_id"] for row in done)
        return frozenset(noted)

    async def waiting(self, cohort_id: str, limit: int) -> Sequence[Envelope]:
        """Launch commands not yet carried out, in the file's order; their people are registered.

        A row with somebody who can't be registered is marked as refused.
        """
        while True:
            async with self._database.transaction() as c:
                works = await self._next(c, cohort_id, limit)
                wanted = {p.person_id: p for work in works.values() for p in work.people}
                known = await self._people.some(c, wanted)
            refused = await self._register(wanted, known)
            envelopes = []
            for engagement_id, work in works.items():
                codes = [refused[p.person_id] for p in work.people if p.person_id in refused]
                if codes:
                    await self.mark_refused(cohort_id, engagement_id, codes[0])
                else:
                    envelopes.append(await self._envelopes.seal(engagement_id, work.launch))
            if envelopes or not works:
                return envelopes

    async def _next(
        self, c: Connection, cohort_id: str, limit: int
    ) -> dict[EngagementId, Launching]:
        rows = await c.fetch(
            _SQL["waiting"],
            cohort_id,
            limit,
        )
        keys = await self._keys.of(c, _KIND, cohort_id, SHARED)
        return {
            row["engagement_id"]: Launching.model_validate_json(
                keys.open_blob(base64.b64decode(row["sealed_row"]), row["engagement_id"])
            )
            for row in rows
        }

    async def _register(
        self, wanted: dict[PersonId, RegisterPerson], known: dict[PersonId, Person]
    ) -> dict[PersonId, str]:
        """Make known who is new or has another name now; the codes of those who were refused."""
        refused = {}
        for person_id, command in wanted.items():
            before = known.get(person_id)
            if before is not None:
                if before.name == command.name:
                    continue
                # The time zone of a row is that of its learner at most, so it changes nobody's.
                command = command.model_copy(update={"time_zone": before.time_zone})
            try:
                await self._people.record(person_id, command)
            except Refusal as refusal:
                refused[person_id] = refusal.code
        return refused

    async def mark_launched(self, cohort_id: str, engagement_id: EngagementId) -> None:
        """Note that a row's engagement was launched."""
        await self._mark(cohort_id, engagement_id, "launched", None)

    async def mark_refused(self, cohort_id: str, engagement_id: EngagementId, code: str) -> None:
        """Note that the rules refused a row, with the code of the refusal."""
        await self._mark(cohort_id, engagement_id, "refused", code)

    async def _mark(
        self, cohort_id: str, engagement_id: EngagementId, status: str, code: str | None
    ) -> None:
        async with self._database.transaction() as c:
            await c.execute(
                _SQL["mark"],
                cohort_id,
                engagement_id,
                status,
                code,
            )
