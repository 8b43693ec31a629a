"""The county cohort as `make run` shows it: twice on the same data, the second as good as new."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.journeys.letters import copies, letters, most_on_one_day, pdf_text
from tests.journeys.terminal import coaching

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

ENGAGEMENTS = 23
"""Three supervisors, who are coached first, and twenty social workers."""


async def test_the_county_demonstration_twice_on_the_same_data(tmp_path: Path) -> None:
    data = tmp_path / "data"
    handoffs: set[str] = set()
    for run in (1, 2):
        before = set((data / "mail").glob("*.eml"))
        ran = await coaching("demo", "--data-dir", str(data), seconds=240, variables={})
        assert ran.code == 0, ran.out + ran.err
        assert f"{ENGAGEMENTS} engagements went through all seven stages" in ran.out
        assert f"Handoffs ({ENGAGEMENTS} PDFs)" in ran.out
        assert "To see it in a browser" in ran.out
        named = re.findall(r"^  (/\S+\.(?:pdf|eml))$", ran.out, re.MULTILINE)
        assert len(named) == 6
        assert set(named) <= {str(path) for path in data.glob("*/*.*")}
        made = {p.name for p in (data / "documents").glob("handoff-*.pdf")} - handoffs
        assert len(made) == ENGAGEMENTS, f"run {run}"
        for name in made:
            text = pdf_text((data / "documents" / name).read_bytes())
            assert "Writing tailored case plans" in text
        handoffs |= made
        _are_well(data, before)
    assert not (data / "stack.json").exists(), "the stack was taken down"


def _are_well(data: Path, before: set[Path]) -> None:
    found = letters(data / "mail")
    assert max(copies(found).values()) == 1
    assert most_on_one_day(found) == 1
    paths = sorted((data / "mail").glob("*.eml"))
    new = [x for path, x in zip(paths, found, strict=True) if path not in before]
    by_kind = Counter(
        "digest" if x.is_digest else "summary" if x.is_summary else "handoff" for x in new
    )
    assert by_kind["handoff"] == 2 * ENGAGEMENTS
    assert by_kind["digest"] > ENGAGEMENTS
    assert by_kind["summary"] > 0
