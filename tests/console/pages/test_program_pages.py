"""A program planned and looked at on pages, by its coordinators and leaders alone."""

import pytest

from tests.console.pages.house import House, fresh_word

pytestmark = pytest.mark.servers
PATHS = ("/program/plan", "/program/plan/plan_program", "/program/report", "/program/report.csv")


async def test_a_plan_is_written_step_by_step(house: House) -> None:
    leader, coordinator = await house.open("leader"), await house.open("coordinator")
    vision, aim, studied, means = (fresh_word() for _ in range(4))
    form = (await leader.get("/program/plan/plan_program?which=vision")).text
    assert "Where do you want to be a year after coaching began?" in form
    sent = {"step": "vision", "planned": vision}
    assert (await leader.send("/program/plan/plan_program", **sent)).status_code == 303
    begun = await coordinator.send("/program/plan/run_improvement", aim=aim, plan="Fixed days")
    assert begun.status_code == 303, begun.text
    form = (await leader.get("/program/plan/run_improvement?which=1")).text
    assert aim in form
    more = {"number": "1", "aim": aim, "plan": "Fixed days", "did": "Once", "studied": studied}
    assert (await leader.send("/program/plan/run_improvement", **more)).status_code == 303
    logic = await leader.send("/program/plan/draw_logic_model", **{"logic.resources": means})
    assert logic.status_code == 303, logic.text
    stands = {"implementation": "initial", "culture": "tactical"}
    assert (await leader.send("/program/plan/assess_program", **stands)).status_code == 303
    page = (await coordinator.get("/program/plan")).text
    for said in (vision, aim, studied, means, 'aria-current="step"'):
        assert said in page
    wrong = await leader.send("/program/plan/run_improvement", number="9", aim="x", plan="y")
    assert wrong.status_code == 422
    assert "There is no PDSA cycle 9" in wrong.text


async def test_nobody_else_sees_plan_or_report(house: House) -> None:
    for role in ("learner", "coach", "supervisor"):
        other = await house.open(role)
        for path in PATHS:
            assert (await other.get(path)).status_code == 404, (role, path)
        sent = await other.send("/program/plan/plan_program", step="vision", planned="x")
        assert sent.status_code == 404
        assert (await other.send("/program/report")).status_code == 404


async def test_a_report_is_refused_until_enough_have_finished(house: House) -> None:
    leader = await house.open("leader")
    assert "No report was made yet." in (await leader.get("/program/report")).text
    refused = await leader.send("/program/report")
    assert refused.status_code == 422
    assert "Make a new one once 5 more have finished" in refused.text
    assert (await leader.get("/program/report.pdf")).status_code == 404
