"""An act's fields asked one by one at a terminal."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import questionary

from services.acts.questions import Question, Takes
from services.operating.choosing import Choices
from workers.cli import editor

_LEFT_OUT = "(leave it out)"


class Asker:
    """Asks an act's questions. Every method raises `KeyboardInterrupt` at Ctrl-C."""

    def __init__(self, choices: Choices | None) -> None:
        self._choices = choices

    def all(self, questions: Sequence[Question], known: Mapping[str, Any]) -> dict[str, Any]:
        """Answers to all that is not known yet; what is left out is not in them."""
        given = dict(known)
        for question in questions:
            if question.name not in given:
                answer = self.one(question)
                if answer is not None:
                    given[question.name] = answer
        return given

    def one(self, question: Question, before: Any = None) -> Any:
        """One answer; None where it is left out. `before` is what was answered, to be edited."""
        match question.takes:
            case Takes.CHOICE:
                return _picked(question.label, question.choices, optional=not question.required)
            case Takes.YES_NO:
                both = (("true", "yes"), ("false", "no"))
                said = _picked(question.label, both, optional=not question.required)
                return None if said is None else said == "true"
            case Takes.PERSON:
                return self._named(question, self._choices.people if self._choices else ())
            case Takes.ENTRY:
                return self._named(question, self._choices.entries if self._choices else ())
            case Takes.TEXT:
                return self._text(question, before)
            case Takes.LIST:
                return self._list(question)
            case Takes.NAMES:
                return self._names(question, before)
            case Takes.GROUP:
                if not question.required and not yes(f"Say anything on {question.label}?"):
                    return None
                return self.all(question.inner, {})
            case Takes.KINDS:
                return self._kinds(question)
            case Takes.WHOLE | Takes.NUMBER:
                return _typed(question, before, json.loads)
            case Takes.DAY | Takes.MOMENT | Takes.LINE:
                return _typed(question, before, str)

    def _named(self, question: Question, known: Sequence[tuple[str, str]]) -> str | None:
        """One of those known, or another one typed."""
        other = (("", "(another one)"),)
        said: str | None = ""
        if known:
            said = _picked(question.label, (*known, *other), optional=not question.required)
        if said == "":
            said = _typed(question, None, str)
        return said

    def _text(self, question: Question, before: Any) -> str | None:
        while True:
            if not question.required and not yes(f"Write {question.label.lower()}?"):
                return None
            text = editor.written(f"{question.label}. Save and leave the editor.", before or "")
            if text:
                questionary.print(f"  {question.label}: {len(text.split())} words")
                return text
            questionary.print(f"  {question.label}: nothing was written")
            if question.required and not yes("Open the editor again?", default=True):
                raise KeyboardInterrupt

    def _list(self, question: Question) -> list[Any] | None:
        [inner] = question.inner
        if inner.takes is Takes.CHOICE:
            return several(question.label, inner.choices) or None
        found: list[Any] = []
        if inner.takes is Takes.ENTRY and self._choices and self._choices.entries:
            return several(question.label, self._choices.entries) or None
        while (question.required and not found) or yes(
            f"Add {'another' if found else 'one'}: {question.label.lower()}?"
        ):
            found.append(self.one(inner))
        return found or None

    def _names(self, question: Question, before: Any) -> dict[str, Any] | None:
        [inner] = question.inner
        if inner.takes in (Takes.TEXT, Takes.LINE) and question.choices:
            return editor.written_under(dict(question.choices), before or {}) or None
        found = {}
        for key, says in question.choices:
            answer = _typed(Question(says, inner.takes, False, inner.help), None, json.loads)
            if answer is not None:
                found[key] = answer
        return found or None

    def _kinds(self, question: Question) -> dict[str, Any] | None:
        groups = {group.name: group for group in question.inner}
        kinds = tuple((name, f"{name}: {group.help}") for name, group in groups.items())
        chosen = _picked(question.label, kinds, optional=not question.required)
        if chosen is None:
            return None
        group = groups[chosen]
        return {**dict(group.choices), **self.all(group.inner, {})}


def pick(label: str, choices: Sequence[tuple[str, str]]) -> str:
    """One of the choices."""
    return _picked(label, choices, optional=False) or ""


def _picked(label: str, choices: Sequence[tuple[str, str]], *, optional: bool) -> str | None:
    """The same; None where it is left out."""
    shown = [questionary.Choice(says, value=value) for value, says in choices]
    if optional:
        shown.insert(0, questionary.Choice(_LEFT_OUT, value=_LEFT_OUT))
    said = questionary.select(f"{label}:", choices=shown).unsafe_ask()
    return None if said == _LEFT_OUT else str(said)


def several(label: str, choices: Sequence[tuple[str, str]]) -> list[str]:
    """Any number of the choices."""
    shown = [questionary.Choice(says, value=value) for value, says in choices]
    return [str(one) for one in questionary.checkbox(f"{label}:", choices=shown).unsafe_ask()]


def yes(question: str, *, default: bool = False) -> bool:
    """Whether it is so."""
    return bool(questionary.confirm(question, default=default).unsafe_ask())


def _typed(question: Question, before: Any, read: Callable[[str], Any]) -> Any:
    """A line, read as what it should be; None where it is left empty and may be."""

    def fits(text: str) -> bool | str:
        if not text.strip():
            return "This is needed." if question.required else True
        try:
            read(text)
        except ValueError:
            return f"It takes {question.help}."
        return True

    more = f" ({question.help})" if question.help else ""
    empty = "" if question.required else ", or empty"
    said = questionary.text(
        f"{question.label}{more}{empty}:", default=str(before or ""), validate=fits
    ).unsafe_ask()
    return read(said.strip()) if said.strip() else None
