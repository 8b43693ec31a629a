"""Launching a cohort from a county's file; the same file again launches nothing twice."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.base.messages import Via
from domain.base.model import PersonId
from domain.cohort import CohortFile
from domain.words import say_refusal
from services.connections import Engine
from services.ids import derived_id
from services.launching.checking import read_cohort
from services.launching.comparing import Differing, differing
from services.launching.enlisting import agency_named, enlist_agency, id_for, rename_people
from services.launching.noting import Noting, who_of
from services.troubles import Unreachable
from store.recording.noted_row import NotedRow

__all__ = ["Launched", "Others", "Say", "launch", "read_cohort", "under_way_elsewhere"]

PATIENCE_SECONDS = 8.0
"""So long without a single launch, and it is said what is wrong."""

Say = Callable[[int, int], None]
"""Called with (done, all) as the launch goes on."""


@dataclass(frozen=True)
class Others:
    """Engagements of this file that somebody else launched, or that were launched before."""

    by: str
    at: datetime
    rows: int


@dataclass(frozen=True)
class Launched:
    """What launching a file came to, counted in its rows; `refusals` are (row, why).

    `launched` are by this launch, `already` by others or before; `waiting` are still to come.
    """

    cohort_id: str
    cohort: str
    agency_id: str
    launched: int
    already: int
    refused: int
    waiting: int
    total: int
    others: tuple[Others, ...] = ()
    differing: tuple[Differing, ...] = ()
    refusals: tuple[tuple[int, str], ...] = ()
    renamed: tuple[str, ...] = ()


async def under_way_elsewhere(
    engine: Engine, file: CohortFile, cohort: str
) -> list[tuple[str, int]]:
    """Other cohorts in which learners of this file are coached on the same skill: (name, how many).

    A file that was renamed between two launches shows here.
    """
    known = await agency_named(engine, file.agency)
    if known is None:
        return []
    who = [who_of(engine.ring, known.agency_id, row) for row in file.rows]
    return await engine.store.cohorts.elsewhere(known.agency_id, cohort, who)


async def launch(
    engine: Engine,
    file: CohortFile,
    cohort: str,
    say: Say,
    *,
    operator: str = "",
    anew: bool = False,
    wait: bool = True,
    by: PersonId | None = None,
    via: Via = Via.OPERATOR,
) -> Launched:
    """Note the cohort, and have its workflow register everyone and launch what is not launched.

    Once noted it goes on by itself, whether or not it is waited for. `operator` says who is at it;
    `anew` launches also who is coached on another skill in this cohort; `by` is the coordinator who
    does it, where it is done by one and not for those the file names. Raises `Refused`,
    `Unreachable` (noted, but nobody works on it), `StoreUnavailable`.
    """
    ledger = engine.store.cohorts
    known = await agency_named(engine, file.agency)
    agency_id = id_for(engine, file, known)
    people = {email: derived_id(engine.ring, "person", agency_id, email) for email in file.people()}
    by = await enlist_agency(engine, file, known, people, by, via)
    renamed = await rename_people(engine, file, people, by, via)
    cohort_id = derived_id(engine.ring, "cohort", agency_id, cohort)
    now = engine.clock.now()
    rows = Noting(engine.ring, agency_id, cohort_id, cohort, by, now, people, via).rows(file)
    differ = await differing(ledger, cohort_id, rows)
    if not anew:
        held = {one.row for one in differ if one.column == "skill"}
        rows = [row for row in rows if row.n not in held]
    mine = await ledger.open_cohort(cohort_id, agency_id, cohort, by, rows, operator)
    launched, refused, total = await ledger.progress(cohort_id)
    if launched + refused < total:
        await engine.gateway.launch_cohort(cohort_id, agency_id)
        if wait:
            await _until_launched(engine, cohort_id, say)
    outcome = await _outcome(engine, rows, mine, differ, (cohort_id, cohort, agency_id))
    return replace(outcome, renamed=tuple(renamed))


async def _outcome(
    engine: Engine,
    rows: list[NotedRow],
    mine: frozenset[str],
    differ: tuple[Differing, ...],
    names: tuple[str, str, str],
) -> Launched:
    ledger, cohort_id = engine.store.cohorts, names[0]
    ids = [row.engagement_id for row in rows]

    async def count(of: list[str], status: str) -> int:
        return sum(s.rows for s in await ledger.shares(cohort_id, of) if s.status == status)

    others = [one for one in ids if one not in mine]
    shares: dict[tuple[datetime, str], int] = {}
    for share in await ledger.shares(cohort_id, others):
        if share.status != "refused":
            key = (share.noted_at, share.noted_by)
            shares[key] = shares.get(key, 0) + share.rows
    numbers = {row.engagement_id: row.n for row in rows}
    return Launched(
        *names,
        launched=await count(sorted(mine), "launched"),
        already=await count(others, "launched"),
        refused=await count(ids, "refused"),
        waiting=await count(ids, "waiting"),
        total=len(ids),
        others=tuple(Others(by, at, n) for (at, by), n in shares.items()),
        differing=differ,
        refusals=tuple(
            (numbers[one.engagement_id], say_refusal(one.code))
            for one in await ledger.refused(cohort_id)
            if one.engagement_id in numbers
        ),
    )


async def _until_launched(engine: Engine, cohort_id: str, say: Say) -> None:
    seen, since, pause = -1, time.monotonic(), 0.1
    while True:
        launched, refused, total = await engine.store.cohorts.progress(cohort_id)
        say(launched + refused, total)
        if launched + refused >= total:
            return
        if launched + refused > seen:
            seen, since = launched + refused, time.monotonic()
        elif time.monotonic() - since > PATIENCE_SECONDS:
            raise await _stuck(engine, seen, total)
        await asyncio.sleep(pause)
        pause = min(1.0, pause * 1.1)


async def _stuck(engine: Engine, done: int, total: int) -> Unreachable:
    from workflows.diagnosis import polled

    there = await polled(engine.client, engine.task_queue)
    why = "worker_stuck" if there else "no_worker"
    return Unreachable.of(why, done=f"{done:,}", total=f"{total:,}")
