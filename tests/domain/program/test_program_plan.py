"""A program's plan: who writes it, what stays, what is refused (Toolkit, ch. 7, table 7.1)."""

from typing import Any

import pytest

from domain.agency.agency import Agency, decide_agency, evolve_agency
from domain.agency.program_acts import MOST_CYCLES, ProgramCommand
from domain.agency.program_plan import (
    AdoptionGroup,
    CultureStage,
    ImplementationStage,
    PlanStep,
)
from domain.base.refusals import Refusal
from domain.guidance.implementation_plan import plan_steps
from services.acts.kinds import agency_acts
from tests.domain.given import AGENCY, COACH, COORDINATOR, LEADER, START

KEPT = AGENCY.model_copy(
    update={"settings": AGENCY.settings.model_copy(update={"coordinators": (COORDINATOR,)})}
)


def does(agency: Agency, by: str, kind: str, **fields: Any) -> Agency:
    head = {"command_id": "c", "by": by, "at": START, "agency_id": agency.agency_id}
    command: ProgramCommand = agency_acts()[kind].model_validate({**head, **fields})  # type: ignore[assignment]
    after = agency
    for event in decide_agency(agency, command):
        after = evolve_agency(after, event)
    return after


def test_the_seven_steps_and_stages_are_those_of_the_source() -> None:
    assert list(plan_steps()) == list(PlanStep)
    assert len(PlanStep) == 7
    assert len(ImplementationStage) == 6
    assert len(CultureStage) == 4
    assert len(AdoptionGroup) == 5


def test_leaders_and_coordinators_write_it_and_nobody_else() -> None:
    for by in (LEADER, COORDINATOR):
        after = does(KEPT, by, "plan_program", step="vision", planned="Plans families follow")
        assert after.program.steps == {"vision": "Plans families follow"}
        assert does(after, by, "plan_program", step="vision", planned="More").program.steps == {
            "vision": "More"
        }
    with pytest.raises(Refusal) as refused:
        does(KEPT, COACH, "plan_program", step="vision", planned="x")
    assert refused.value.code == "not_of_program"


def test_a_cycle_goes_in_order() -> None:
    planned = {"aim": "More sessions held", "plan": "Fixed days"}
    for skipped in ({"studied": "x"}, {"acted": "x"}, {"did": "x", "acted": "x"}):
        with pytest.raises(Refusal) as refused:
            does(KEPT, LEADER, "run_improvement", **planned, **skipped)
        assert refused.value.code == "cycle_step_skipped"
    begun = does(KEPT, LEADER, "run_improvement", **planned, did="x", studied="y")
    assert begun.program.cycles[0].studied == "y"


def test_a_cycle_is_written_on_by_its_number() -> None:
    first = does(KEPT, LEADER, "run_improvement", aim="More sessions held", plan="Fixed days")
    second = does(first, LEADER, "run_improvement", aim="Shorter gaps", plan="Weekly")
    more = does(
        second,
        LEADER,
        "run_improvement",
        number=1,
        aim="More sessions held",
        plan="Fixed days",
        did="In one unit",
        studied="Nine of ten held",
        acted="In all units",
    )
    assert [one.number for one in more.program.cycles] == [1, 2]
    assert more.program.cycles[0].acted == "In all units"
    with pytest.raises(Refusal) as refused:
        does(more, LEADER, "run_improvement", number=3, aim="x", plan="x")
    assert refused.value.code == "unknown_cycle"


def test_there_is_an_end_to_cycles() -> None:
    agency = KEPT
    for n in range(MOST_CYCLES):
        agency = does(agency, LEADER, "run_improvement", aim=f"{n}", plan="x")
    with pytest.raises(Refusal) as refused:
        does(agency, LEADER, "run_improvement", aim="x", plan="x")
    assert refused.value.code == "too_many_cycles"


def test_where_one_stands_is_kept_each_time_and_cohorts_have_one_group() -> None:
    agency = does(KEPT, LEADER, "assess_program", implementation="installation", culture="nascent")
    agency = does(agency, LEADER, "assess_program", implementation="initial", culture="tactical")
    assert [one.culture for one in agency.program.assessments] == ["nascent", "tactical"]
    agency = does(agency, LEADER, "group_cohort", cohort="Spring", adoption="early_adopters")
    agency = does(agency, LEADER, "group_cohort", cohort="Fall", adoption="late_majority")
    agency = does(agency, LEADER, "group_cohort", cohort="Spring")
    assert agency.program.adoption == {"Fall": "late_majority"}


def test_the_logic_model_is_one_text_for_each_column() -> None:
    logic = {"resources": "Two coaches", "outputs": "Forty sessions"}
    after = does(KEPT, LEADER, "draw_logic_model", logic=logic)
    assert after.program.logic.outputs == "Forty sessions"
    assert after.program.logic.long_term is None
