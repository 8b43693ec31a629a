"""Questionnaires at a terminal: listed, scored on paper, recorded, brought in."""

from pathlib import Path

import pytest

from domain.instruments.shelf import RELEASED, source_of
from tests.workers.desk import COACH, COORDINATOR, LEADER, Desk
from workers.cli.exits import Exit

pytestmark = pytest.mark.servers

FILE = source_of("organizational_trust", 1).replace("organizational_trust", "county_trust", 1)


async def test_answers_on_paper_are_scored_and_kept_nowhere(desk: Desk, tmp_path: Path) -> None:
    listed = (await desk.done("instruments", "list", "--json")).json
    assert len(listed) == len(RELEASED)
    scored = await desk.done("instruments", "score", "organizational-trust", "fair=7", "depend=4")
    assert "Trust in the organization: 5.5 (2 of 4 answered)" in scored.out
    wrong = await desk.coaching("instruments", "score", "organizational_trust", "fair=8")
    assert wrong.code == Exit.REFUSED
    assert "Choose one from 1 to 7" in wrong.err
    none = await desk.coaching("instruments", "score", "dance", "fair=8")
    assert (none.code, "organizational_trust" in none.err) == (Exit.NOT_FOUND, True)
    own = tmp_path / "own.toml"
    own.write_text(FILE, encoding="utf-8")
    assert (await desk.done("instruments", "score", str(own), "fair=3", "--json")).json["parts"]


async def test_a_file_is_checked_and_put_to_use(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(FILE.replace('kept = "own"', 'kept = "shelf"'), encoding="utf-8")
    bad = await desk.coaching("instruments", "check", str(own))
    assert (bad.code, "line 6" in bad.err.lower()) == (Exit.BAD_FILE, True), bad.err
    own.write_text(FILE, encoding="utf-8")
    assert "is sound" in (await desk.done("instruments", "check", str(own))).out
    refused = await desk.coaching("instruments", "adopt", str(own), "--by", COACH)
    assert refused.code == Exit.NOT_FOUND
    assert "In use" in (await desk.done("instruments", "adopt", str(own), "--by", COORDINATOR)).out
    done = await desk.done("instruments", "answer", "county_trust", "--by", COACH, "fair=7")
    assert done.out.startswith("Recorded: ")
    assert "7" not in done.out.replace(done.out.split()[-1], ""), "the score is the person's own"
    assert "Too few" in (await desk.done("instruments", "figures", "--by", LEADER)).out
    assert (
        "Out of use"
        in (await desk.done("instruments", "retire", "county_trust", "--by", COORDINATOR)).out
    )
