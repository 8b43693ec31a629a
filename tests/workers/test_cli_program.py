"""The program's report and plan, and models of one's own: what is said where it can't be."""

import json

import pytest

from tests.workers.commanding import begin
from tests.workers.desk import COORDINATOR, Desk
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers


async def test_who_may_not_see_the_plan_reads_one_sentence_on_stderr(desk: Desk) -> None:
    words = ("program", "plan", "--by", "li0@almond.example", "--json")
    process = await begin(desk.folder, *words, **desk.place.stack.environment)
    out, err = await process.communicate()
    assert process.returncode == Exit.NOT_FOUND
    assert out == b""
    assert len(err.splitlines()) == 2


async def test_where_people_stand_is_told_of_no_fewer_than_the_agency_allows(desk: Desk) -> None:
    answer = await desk.coaching("program", "figures", "--by", COORDINATOR)
    assert answer.code == 0, answer.err
    assert "Initial interest" in answer.out
    found = json.loads(
        (await desk.coaching("program", "figures", "--by", COORDINATOR, "--json")).out
    )
    assert all(
        one["people"] is None or one["people"] == 0 or one["people"] >= found["least"]
        for one in found["places"]
    )


async def test_where_no_report_was_made_yet_it_says_how_to_make_one(desk: Desk) -> None:
    answer = await desk.coaching("program", "report", "--by", COORDINATOR)
    assert answer.code == Exit.NOT_FOUND
    assert "no report was made yet" in answer.err
    assert "--make" in answer.err


async def test_a_model_that_comes_with_the_engine_stays(desk: Desk) -> None:
    answer = await desk.coaching("models", "retire", "grow", "--by", COORDINATOR)
    assert answer.code == Exit.REFUSED
    assert "comes with the engine" in answer.err
