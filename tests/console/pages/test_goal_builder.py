"""A scaled goal built step by step, its wording remarked upon, rated, and scored together."""

import csv
import io

import pytest

from tests.console.pages.house import House
from tests.journeys.marked_story import set_up

pytestmark = pytest.mark.servers

AT = "goal.gars"


def _scale(
    due: str, *amounts: int, weight: str = "1", lowest: str = "In {n} of ten"
) -> dict[str, str]:
    typed = {
        "goal": "gars",
        f"{AT}.behavior": "Ask the family for its own words",
        f"{AT}.unit": "plans of ten",
        f"{AT}.baseline": "0",
        f"{AT}.due": due,
        f"{AT}.weight": weight,
    }
    for n, amount in enumerate(amounts):
        words = lowest if n == 0 else "In {n} of ten"
        typed[f"{AT}.levels.{n}.description"] = words.format(n=amount)
        typed[f"{AT}.levels.{n}.amount"] = str(amount)
    return typed


YES = ["one_behavior", "all_possibilities", "terms_explained", "middle_realistic"]


async def test_structure_is_refused_and_wording_is_remarked_upon(house: House) -> None:
    await set_up(house.does)
    learner, due = await house.open("learner"), house.does.day(90)
    page = (await learner.get("act/set_goal")).text
    for said in ("Step 1:", "Step 2:", "Step 3:", "What you hope for (0)", "How much it counts"):
        assert said in page
    wrong = await learner.act("set_goal", **_scale(due, 1, 3, 3, 7, 9), **{f"{AT}.confirmed": YES})
    assert wrong.status_code == 422
    assert "Each level must go beyond the one before it" in wrong.text
    vague = _scale(due, 1, 3, 5, 7, 9, lowest="Does not ask better in {n}")
    asked = await learner.act("set_goal", **vague, **{f"{AT}.confirmed": YES})
    assert asked.status_code == 422
    assert "Even the lowest level should be some progress." in asked.text
    assert "people may read" in asked.text
    assert "What it looks like (-2)" in asked.text
    kept = await learner.act("set_goal", **vague, **{f"{AT}.confirmed": YES}, said_so="yes")
    assert kept.status_code == 303, "it is a remark, and may stand"


async def test_scales_are_scored_together_for_whom_they_are_for(house: House) -> None:
    await set_up(house.does)
    learner, due = await house.open("learner"), house.does.day(90)
    for weight in ("3", "1"):
        done = await learner.act(
            "set_goal", **_scale(due, 1, 3, 5, 7, 9, weight=weight), **{f"{AT}.confirmed": YES}
        )
        assert done.status_code == 303, done.text
    state = await house.does.told.state()
    first, second = [one.entry_id for one in state.records.values() if one.record == "goal"]
    await learner.send("act/rate_goal", goal=first, rating="1")
    assert "All scales together" not in (await learner.get("goals")).text, "one is not rated yet"
    await learner.send("act/rate_goal", goal=second, rating="-1", note="=1+1")
    page = (await learner.get("goals")).text
    # 10 * (3 - 1) / sqrt(0.7 * 10 + 0.3 * 16) = 20 / 3.435113
    assert "The score over 2 scales is 55.8 now." in page
    file = await learner.get("goals.csv")
    assert file.headers["content-disposition"].endswith('goals.csv"')
    rows = list(csv.DictReader(io.StringIO(file.text.lstrip("\ufeff"))))
    assert [(row["Rating"], row["Weight"], row["T score"]) for row in rows] == [
        ("1", "3", ""),
        ("-1", "1", "55.8"),
    ]
    assert rows[1]["Note"] == "'=1+1", "no formula"
    coach = await house.open("coach")
    assert "55.8" in (await coach.get("goals")).text
    for role in ("supervisor", "coordinator"):
        other = await house.open(role)
        assert "55.8" not in (await other.get("goals")).text
        assert "55.8" not in (await other.get("goals.csv")).text
    state = await house.does.told.state()
    last = [one.entry_id for one in state.records.values() if one.record == "rating"][-1]
    await house.does("learner", "retract_entry", entry=last)
    page = (await learner.get("goals")).text
    assert "55.8" not in page, "a rating taken back counts no more"
    assert "55.8" not in (await learner.get("goals.csv")).text
