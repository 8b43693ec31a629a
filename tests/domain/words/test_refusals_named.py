"""A topic's `decide` names every refusal its own file can end in: a reader need not search."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.engagement import topics

TOPICS = sorted(Path(next(iter(topics.__path__))).glob("*.py"))


def _functions(file: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}


def _calls(function: ast.FunctionDef) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def _codes(functions: dict[str, ast.FunctionDef], start: str) -> set[str]:
    """The codes of refusals raised by a function, or by others of its file that it calls."""
    codes, seen, ahead = set(), set(), [start]
    while ahead:
        name = ahead.pop()
        seen.add(name)
        for called, call in _calls(functions[name]):
            if called in functions and called not in seen:
                ahead.append(called)
            if called == "Refusal" and isinstance(call.args[0], ast.Constant):
                codes.add(str(call.args[0].value))
    return codes


DECIDING = [file for file in TOPICS if "decide" in _functions(file)]


def test_most_topics_decide_something() -> None:
    assert len(DECIDING) > 25


@pytest.mark.parametrize("file", DECIDING, ids=lambda file: file.stem)
def test_what_an_act_may_be_refused_for_stands_where_it_is_decided(file: Path) -> None:
    functions = _functions(file)
    said = ast.get_docstring(functions["decide"]) or ""
    assert {code for code in _codes(functions, "decide") if f"`{code}`" not in said} == set()
