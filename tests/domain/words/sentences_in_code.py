"""Finds the sentences that stand in a source file rather than in a catalogue."""

import ast
import builtins
import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]{2,}|\bI\b")
_MARKUP = re.compile(r"<[^>]*>?")
_LOGGED = {"debug", "info", "warning", "error", "exception", "critical"}
_TROUBLES = {"Trouble", "BadUsage", "WrongFields", "Refused", "NotFound", "BadFile", "BadCohort"}
_FOR_PROGRAMS = {"description", "summary", "pattern", "response_description"}
"""Arguments that describe an interface to whoever programs against it."""


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each literal that reads as a sentence, or that a trouble is made with."""
    tree = ast.parse(source)
    passed = set(_passed_over(tree))
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        text = _text(node)
        if text is not None and reads_as_sentence(text):
            yield node.lineno, text  # type: ignore[attr-defined]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _called(call) in _TROUBLES:
            for given in call.args[:2]:
                text = _text(given)
                if text and not reads_as_sentence(text) and _WORD.search(text):
                    yield given.lineno, text


def reads_as_sentence(text: str) -> bool:
    """Two words or more that begin with a capital letter or end in a period; or four words."""
    plain = " ".join(_MARKUP.sub(" ", text).split())
    words = [one for one in plain.split(" ") if _WORD.search(one)]
    if len(words) < 2 or re.search(r"[{}=\\;]|::|/\*|^\W*--", plain.replace("{}", "")):
        return False
    begins, ends = plain[0].isupper(), plain[-1] in ".?!:"
    return begins or ends or len(words) >= 4


def _passed_over(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as said):
                yield id(said)
            case ast.JoinedStr():
                yield from _all(node, itself=False)
            case ast.Raise(exc=ast.Call() as call) if hasattr(builtins, _called(call)):
                yield from _all(call)
            case ast.Call() if _called(node) in _LOGGED | {"compile", "cast", "TypeVar"}:
                yield from _all(node)
            case ast.keyword(arg=arg) if arg in _FOR_PROGRAMS:
                yield from _all(node.value)
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if _text(key) in _FOR_PROGRAMS:
                        yield from _all(value)
            case ast.Subscript(value=ast.Name(id="Literal" | "Annotated")):
                yield from _all(node)
            case _:
                pass


def _all(node: ast.AST, *, itself: bool = True) -> Iterator[int]:
    for one in ast.walk(node):
        if itself or one is not node:
            yield id(one)


def _text(node: ast.AST | None) -> str | None:
    match node:
        case ast.Constant(value=str() as said):
            return said
        case ast.JoinedStr(values=values):
            return "".join(
                str(one.value) if isinstance(one, ast.Constant) else "{}" for one in values
            )
        case _:
            return None


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
