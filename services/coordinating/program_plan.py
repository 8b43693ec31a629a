"""The program's plan, as coordinators and leaders look at it and write it."""

from dataclasses import dataclass
from typing import Any

from domain.agency.agency import Agency
from domain.agency.program_plan import ProgramPlan
from domain.base.messages import Via
from domain.person.person import Person
from services.acting.agency_acts import act_on
from services.acts.kinds import kind_of, program_acts
from services.connections import Engine
from services.reading.access import overseen
from services.troubles import NotFound


@dataclass(frozen=True)
class Plan:
    """An agency's plan as it stands; `cohorts` are those that were launched."""

    agency: Agency
    plan: ProgramPlan
    cohorts: tuple[str, ...]


async def program_plan(engine: Engine, person: Person) -> Plan:
    """Raises `NotFound` for who neither coordinates nor leads, `StoreUnavailable`."""
    agency = await overseen(engine, person)
    cohorts = await engine.store.reports.cohorts(agency.agency_id)
    return Plan(agency, agency.program, tuple(cohorts))


async def write(
    engine: Engine,
    person: Person,
    kind: str,
    fields: dict[str, Any],
    command_id: str,
    via: Via = Via.SELF,
) -> None:
    """Record one act on the plan. Raises `NotFound`, `WrongFields`, `Refusal`."""
    agency = await overseen(engine, person)
    act = {kind_of(one): one for one in program_acts()}.get(kind)
    if act is None:
        raise NotFound.of("no_such_act")
    await act_on(engine, agency, act, fields, person, command_id, via)


def before(plan: ProgramPlan, kind: str, which: str) -> dict[str, Any]:
    """What a form begins with: the step, the cycle or the model as it stands."""
    match kind:
        case "plan_program":
            return {"step": which, "planned": plan.steps.get(which, "")}
        case "draw_logic_model":
            return {"logic": plan.logic.model_dump(mode="json")}
        case "run_improvement":
            cycle = next((one for one in plan.cycles if str(one.number) == which), None)
            return cycle.model_dump(mode="json") if cycle else {}
        case "assess_program" if plan.assessments:
            return plan.assessments[-1].model_dump(mode="json", exclude={"at", "note"})
        case "group_cohort":
            return {"cohort": which, "adoption": plan.adoption.get(which)}
        case _:
            return {}
