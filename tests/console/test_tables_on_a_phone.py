"""Tables are read on a phone: each cell says what it is, and the board says of which model."""

import re
from types import SimpleNamespace

import pytest

from console.rendering.render import _environment
from services.coordinating.board import Ask, BoardColumn

TEMPLATES = _environment()
_TABLE = re.compile(r'<table class="[^"]*\bstack\b[^"]*">(.*?)</table>', re.DOTALL)


def tables() -> dict[str, str]:
    """The bodies of all tables whose rows are read from above to below on a phone."""
    loader = TEMPLATES.loader
    assert loader is not None
    return {
        f"{name} {n}": body.partition("<tbody>")[2]
        for name in TEMPLATES.list_templates()
        for n, body in enumerate(_TABLE.findall(loader.get_source(TEMPLATES, name)[0]))
    }


def test_there_are_such_tables() -> None:
    assert len(tables()) > 10


@pytest.mark.parametrize("name", tables())
def test_every_cell_but_the_first_says_what_its_column_is(name: str) -> None:
    _, first, *others = re.split(r"<t[dh]\b", tables()[name])
    # A loop over all columns is written as one cell.
    assert all(cell.startswith(' data-label="{{ ') for cell in others or [first])


def column(model: str, stage: str, status: str = "") -> BoardColumn:
    """One of the board's."""
    return BoardColumn(
        place=f"{model}/{stage}{status}",
        model=model,
        stage=stage,
        status=status,
        engagements=1,
        at_risk=0,
        overdue=0,
        more_overdue=False,
    )


@pytest.mark.parametrize("models", [("GROW",), ("GROW", "Skills-based")])
def test_stages_of_two_models_stand_under_the_name_of_each(models: tuple[str, ...]) -> None:
    columns = [column(model, stage) for model in models for stage in ("Planning", "Closing")]
    page = TEMPLATES.get_template("board.html").render(
        request=None,
        visitor=None,
        notice=None,
        menu=[],
        path="/board",
        ask=Ask(place="elsewhere"),
        columns=[*columns, column("", "", "ended")],
        orders=("launched",),
        address=lambda **_: "/board",
        board=SimpleNamespace(lines=(), cursor=None, found=0, unsearched=False, more_found=False),
    )
    assert page.count('class="column-name"') == len(columns) + 1
    named = [f">{model}</h3>" in page for model in models]
    assert named == [len(models) > 1] * len(models)
