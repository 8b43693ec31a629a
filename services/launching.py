"""Launching a cohort from a county's file; the same file again launches nothing twice."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.base.messages import Via
from domain.cohort import CohortFile, CohortRow, expected_end
from domain.engagement.topics.launch import LaunchEngagement
from domain.words import say_refusal
from services.checking import read_cohort
from services.connections import Engine
from services.enlisting import enlist_agency, enlist_people
from services.ids import derived_id
from services.troubles import Unreachable
from store.keys.key_ring import KeyRing

__all__ = ["Launched", "Say", "launch", "read_cohort", "under_way_elsewhere"]

PATIENCE_SECONDS = 8.0
"""So long without a single launch, and it is said what is wrong."""

Say = Callable[[int, int], None]
"""Told (done, all) as the launch goes on."""


@dataclass(frozen=True)
class Launched:
    """What launching a file came to; `refusals` are (row, why)."""

    cohort_id: str
    cohort: str
    agency_id: str
    launched: int
    already: int
    refused: int
    total: int
    renamed: list[str] = field(default_factory=list)
    refusals: list[tuple[int, str]] = field(default_factory=list)


async def under_way_elsewhere(
    engine: Engine, file: CohortFile, cohort: str
) -> list[tuple[str, int]]:
    """Other cohorts in which learners of this file are coached on the same skill: (name, how many).

    A file that was renamed between two launches shows here.
    """
    ring = engine.ring
    agency_id = _agency_id(ring, file)
    open_now = {
        o.engagement_id
        for o in await engine.store.reader.overviews(agency=agency_id, limit=1_000_000)
        if o.status != "ended"
    }
    found = []
    for line in await engine.store.cohorts.lines(agency_id):
        ids = {_engagement_id(ring, line.cohort_id, row) for row in file.rows}
        if line.name != cohort and (count := len(ids & open_now)):
            found.append((line.name, count))
    return found


async def launch(engine: Engine, file: CohortFile, cohort: str, say: Say) -> Launched:
    """Register everyone, note the cohort, and have its workflow launch what is not launched."""
    store, ring = engine.store, engine.ring
    agency_id = _agency_id(ring, file)
    people = {email: derived_id(ring, "person", agency_id, email) for email in file.people()}
    coordinator = people[file.rows[0].cells["coordinator_email"]]
    await enlist_agency(engine, file, agency_id, people, coordinator)
    renamed = await enlist_people(engine, file, agency_id, people, coordinator)
    cohort_id = derived_id(ring, "cohort", agency_id, cohort)
    rows_of = {_engagement_id(ring, cohort_id, row): row for row in file.rows}
    envelopes = [
        await store.envelopes.seal(one, _command(engine, ring, row, people, cohort, one))
        for one, row in rows_of.items()
    ]
    await store.cohorts.open_cohort(cohort_id, agency_id, cohort, coordinator, envelopes)
    before, _, total = await store.cohorts.progress(cohort_id)
    if before < total:
        await engine.gateway.launch_cohort(cohort_id, agency_id)
    launched, refused = await _until_launched(engine, cohort_id, total, say)
    return Launched(
        cohort_id=cohort_id,
        cohort=cohort,
        agency_id=agency_id,
        launched=launched - before,
        already=before,
        refused=refused,
        total=total,
        renamed=renamed,
        refusals=[
            (rows_of[one.engagement_id].row, say_refusal(one.code))
            for one in await store.cohorts.refused(cohort_id)
            if one.engagement_id in rows_of
        ],
    )


async def _until_launched(engine: Engine, cohort_id: str, total: int, say: Say) -> tuple[int, int]:
    seen, since = -1, time.monotonic()
    while True:
        launched, refused, _ = await engine.store.cohorts.progress(cohort_id)
        say(launched + refused, total)
        if launched + refused >= total:
            return launched, refused
        if launched + refused > seen:
            seen, since = launched + refused, time.monotonic()
        elif time.monotonic() - since > PATIENCE_SECONDS:
            raise await _stuck(engine, seen, total)
        await asyncio.sleep(0.1)


async def _stuck(engine: Engine, done: int, total: int) -> Unreachable:
    from workflows.diagnosis import polled

    there = await polled(engine.client, engine.task_queue)
    why = "the worker does not get on" if there else "no worker is running"
    remedy = "`coaching doctor` says more." if there else "Start one: `coaching worker`."
    return Unreachable(
        f"{why}: {done:,} of {total:,} engagements are launched",
        f"{remedy} The rest is noted and goes on by itself; the same launch again says how far.",
    )


def _agency_id(ring: KeyRing, file: CohortFile) -> str:
    return derived_id(ring, "agency", file.agency.casefold())


def _engagement_id(ring: KeyRing, cohort_id: str, row: CohortRow) -> str:
    return derived_id(ring, "engagement", cohort_id, row.cells["learner_email"], row.cells["skill"])


def _command(
    engine: Engine,
    ring: KeyRing,
    row: CohortRow,
    people: dict[str, str],
    cohort: str,
    engagement_id: str,
) -> LaunchEngagement:
    cells = row.cells
    coach = row.person("coach")
    coordinator = people[cells["coordinator_email"]]
    return LaunchEngagement.model_validate(
        {
            "command_id": derived_id(ring, "launch", engagement_id),
            "by": coordinator,
            "at": engine.clock.now(),
            "via": Via.OPERATOR,
            "learners": [people[cells["learner_email"]]],
            "supervisor": people[cells["supervisor_email"]],
            "coordinator": coordinator,
            "coach": people[coach[1]] if coach else None,
            "relation": cells["relation"],
            "form": cells["form"],
            "origin": cells["origin"],
            "participation": cells["participation"],
            "skill": cells["skill"],
            "purpose": cells["purpose"],
            "expected_end": expected_end(cells["expected_end"], engine.clock.now().date()),
            "cohort": cohort,
        }
    )
