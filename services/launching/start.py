"""One engagement launched without a file: who, for which skill, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activities.messages import Recorded
from domain.base.messages import Via
from domain.base.refusals import Refusal
from domain.cohort.dates import expected_end, remedy_for
from domain.engagement.topics.launch import LaunchEngagement
from domain.person.person import Person
from services import find
from services.acting.act import checked
from services.connections import Engine
from services.ids import derived_id
from services.reading.agencies import agency_of
from services.troubles import BadUsage, NotFound, Refused


@dataclass(frozen=True)
class Wanted:
    """An engagement as it is asked for; people by their addresses or ids.

    `by` launches: the coordinator, or a learner on their own behalf, who then names the
    coordinator; who acts by themself is given as that person. `end` is a day or a time, such as
    `40 weeks`.
    """

    learners: Sequence[str]
    supervisor: str
    by: str | Person
    coordinator: str | None
    coach: str | None
    skill: str
    purpose: str
    end: str
    origin: str | None = None
    participation: str | None = None
    relation: str | None = None
    form: str | None = None
    model: str | None = None
    cohort: str = ""
    opened_from: str | None = None
    """The engagement from which a learner asks for coaching in one skill."""


@dataclass(frozen=True)
class Started:
    """What came of it."""

    engagement_id: str
    agency: str
    learners: tuple[str, ...]
    recorded: Recorded


async def start(
    engine: Engine,
    wanted: Wanted,
    command_id: str,
    *,
    agency: str | None,
    again: bool = False,
    via: Via = Via.OPERATOR,
) -> Started:
    """Launch it; the same command id launches the same engagement, once.

    Raises `Refused` where a learner is coached on this skill already (unless `again`), `Refusal`
    (who acts by themself is a coordinator of the agency, or a learner), `BadUsage`, `NotFound`,
    `workflows.errors.OutcomeUnknown`.
    """
    store, now = engine.store, engine.clock.now()
    of = await find.agency_or_all(store, agency)
    actor = wanted.by
    if isinstance(actor, str):
        actor = await find.person(store, actor, [of] if of else None)
    within = actor.agency_id

    async def meant(typed: str) -> Person:
        found = await find.person(store, typed, [within])
        if found.agency_id != within:
            raise NotFound.of("nobody_goes_by", typed=repr(typed[:60]))
        return found

    learners = [await meant(one) for one in wanted.learners]
    known: Sequence[Person] = learners
    if via is not Via.OPERATOR:
        # Before anything is said of who is coached already.
        known = await _may_be_told_of(engine, actor, learners)
    engagement_id = derived_id(engine.ring, "engagement", "started", within, command_id)
    if not again:
        await _refuse_twice(engine, known, wanted.skill, engagement_id)
    if remedy := remedy_for(wanted.end, now.date()):
        raise BadUsage.of("end_will_not_do", typed=repr(wanted.end[:40]), why=remedy)
    command = checked(
        LaunchEngagement,
        {
            "command_id": command_id,
            "by": actor.person_id,
            "at": now,
            "via": via,
            "learners": [one.person_id for one in learners],
            "supervisor": (await meant(wanted.supervisor)).person_id,
            "coordinator": (await meant(wanted.coordinator)).person_id
            if wanted.coordinator
            else actor.person_id,
            "coach": (await meant(wanted.coach)).person_id if wanted.coach else None,
            "skill": wanted.skill,
            "purpose": wanted.purpose,
            "expected_end": expected_end(wanted.end, now.date()),
            "cohort": wanted.cohort,
            **_chosen(wanted),
        },
    )
    envelope = await store.envelopes.seal(engagement_id, command)
    recorded = await engine.gateway.submit(envelope, within, launch=True)
    agency_name = (await find.agency(store, within)).settings.name
    return Started(engagement_id, agency_name, tuple(one.name for one in learners), recorded)


async def _may_be_told_of(
    engine: Engine, actor: Person, learners: Sequence[Person]
) -> Sequence[Person]:
    """Of whom the actor may learn that they are coached: a coordinator of all, a learner of
    themself. Raises `Refusal("not_agency_coordinator")` for anybody else."""
    if actor.person_id in (await agency_of(engine, actor.agency_id)).settings.coordinators:
        return learners
    if actor not in learners:
        raise Refusal("not_agency_coordinator")
    return [actor]


async def _refuse_twice(
    engine: Engine, learners: Sequence[Person], skill: str, engagement_id: str
) -> None:
    for learner in learners:
        rows = await engine.store.reader.overviews(person=learner.person_id, limit=1000)
        for row in rows:
            if learner.person_id not in row.learners or row.status == "ended":
                continue
            state = await engine.store.reader.state(row.engagement_id)
            if state is None or row.engagement_id == engagement_id:
                continue
            if state.skill.strip().casefold() == skill.strip().casefold():
                known = row.engagement_id[:8]
                raise Refused.of("coached_already", name=learner.name, engagement=known)


def _chosen(wanted: Wanted) -> dict[str, Any]:
    """What was chosen; what was not is left to the command's own defaults."""
    chosen = {
        "origin": wanted.origin,
        "participation": wanted.participation,
        "relation": wanted.relation,
        "form": wanted.form,
        "model": wanted.model,
        "opened_from": wanted.opened_from,
    }
    return {name: value for name, value in chosen.items() if value is not None}
