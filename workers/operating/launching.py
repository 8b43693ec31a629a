"""Launching a cohort from a county's file; the same file again launches nothing twice."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.acts import Via
from domain.agency import AgencySettings, SetUpAgency
from domain.cohort_file import CohortFile, CohortRow, expected_end, read
from domain.people import RegisterPerson
from domain.rules.launch import LaunchEngagement
from store.facade import Store
from store.key_ring import KeyRing
from workers.exits import BadFile
from workers.keys import key_ring
from workers.operating.naming import derived_id
from workers.wiring import Engine

Say = Callable[[int, int], None]
"""Told (done, all) as the launch goes on."""


@dataclass(frozen=True)
class Launched:
    """What launching a file came to."""

    cohort_id: str
    cohort: str
    agency_id: str
    launched: int
    already: int
    refused: int
    total: int


def read_cohort(data: bytes, today: date) -> CohortFile:
    """The file, if it is fine. Raises `BadFile` naming every bad cell."""
    file = read(data, today)
    if not file.problems:
        return file
    lines = [
        f"row {p.row}, {p.column or 'the file'}{f' = {p.value!r}' if p.value else ''}: {p.remedy}"
        for p in file.problems[:200]
    ]
    more = len(file.problems) - 200
    if more > 0:
        lines.append(f"... and {more:,} more")
    count = len(file.problems)
    what = f"nothing was launched: {count:,} problem{'s' if count > 1 else ''} in the file"
    raise BadFile(what, "\n  ".join(lines))


async def launch(engine: Engine, file: CohortFile, cohort: str, say: Say) -> Launched:
    """Register everyone, note the cohort, and have its workflow launch what is not launched."""
    store, ring = engine.store, key_ring(engine.settings)
    agency_id = derived_id(ring, "agency", file.agency.casefold())
    people = {email: derived_id(ring, "person", agency_id, email) for email in file.people()}
    coordinator = people[file.rows[0].cells["coordinator_email"]]
    await _agency(engine, ring, file, agency_id, coordinator)
    await _register(engine, ring, file, agency_id, people, coordinator)
    cohort_id = derived_id(ring, "cohort", agency_id, cohort)
    envelopes = []
    for row in file.rows:
        engagement_id = derived_id(
            ring, "engagement", cohort_id, row.cells["learner_email"], row.cells["skill"]
        )
        command = _launch(engine, ring, row, people, cohort, engagement_id)
        envelopes.append(await store.seal_command(engagement_id, command))
    await store.cohorts.open_cohort(cohort_id, agency_id, cohort, coordinator, envelopes)
    before, _, total = await store.cohorts.progress(cohort_id)
    await engine.gateway.launch_cohort(cohort_id, agency_id)
    launched, refused = await _until_launched(store, cohort_id, total, say)
    return Launched(
        cohort_id=cohort_id,
        cohort=cohort,
        agency_id=agency_id,
        launched=launched - before,
        already=before,
        refused=refused,
        total=total,
    )


async def _until_launched(store: Store, cohort_id: str, total: int, say: Say) -> tuple[int, int]:
    while True:
        launched, refused, _ = await store.cohorts.progress(cohort_id)
        say(launched + refused, total)
        if launched + refused >= total:
            return launched, refused
        await asyncio.sleep(0.1)


async def _agency(engine: Engine, ring: KeyRing, file: CohortFile, agency_id: str, by: str) -> None:
    known = {a.agency_id for a in await engine.store.reader.agencies()}
    if agency_id in known:
        return
    first = file.rows[0].cells
    settings = AgencySettings(
        name=file.agency,
        time_zone=first["time_zone"],
        contact=f"{first['coordinator_name']}, {first['coordinator_email']}",
    )
    await engine.store.record_agency(
        agency_id,
        SetUpAgency(
            command_id=derived_id(ring, "set_up", agency_id),
            by=by,
            at=engine.clock.now(),
            via=Via.OPERATOR,
            agency_id=agency_id,
            settings=settings,
        ),
    )
    from workflows.schedules import ensure_schedules

    await ensure_schedules(
        engine.client,
        engine.settings.task_queue,
        await engine.store.reader.agencies(),
        engine.clock.rate,
    )


async def _register(
    engine: Engine,
    ring: KeyRing,
    file: CohortFile,
    agency_id: str,
    people: dict[str, str],
    by: str,
) -> None:
    for email, (name, zone) in file.people().items():
        person_id = people[email]
        await engine.store.record_person(
            person_id,
            RegisterPerson(
                # A changed name is a new act; the same name again is the same one.
                command_id=derived_id(ring, "register", person_id, name, zone),
                by=by,
                at=engine.clock.now(),
                via=Via.OPERATOR,
                person_id=person_id,
                agency_id=agency_id,
                name=name,
                email=email,
                time_zone=zone,
            ),
        )


def _launch(
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
