"""Every test that `docs/security.md` names is there, and every item has a test or a reason."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TEXT = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if re.match(r"\| \d", line)]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("file", "test"), NAMED, ids=[test for _, test in NAMED])
def test_a_test_it_names_is_there(file: str, test: str) -> None:
    text = (TESTS / file).read_text(encoding="utf-8")
    assert re.search(rf"^(async )?def {test}\(", text, re.MULTILINE)


def test_every_item_has_a_test_or_a_reason() -> None:
    assert len(ROWS) > 80
    without = [row for row in ROWS if "::" not in row]
    assert [row for row in without if not re.search(r"\| reason[^|]* \|$", row)] == []


def test_no_item_is_judged_twice_in_one_chapter() -> None:
    items = [row.split("|")[1].strip() for row in ROWS]
    assert len(items) == len(set(items))
