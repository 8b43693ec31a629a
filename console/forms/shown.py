"""A form as it is shown: questions, what stands in them, what is wrong with them, their words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from console.forms.posted import Posted, chosen_from, rows
from console.rendering.words import say
from services.acts import act_words
from services.acts.questions import Question

_NUMBER = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True)
class ShownForm:
    """`errors` are by dotted names; `more` is the list that one more row was asked for."""

    kind: str
    questions: Sequence[Question]
    values: Posted = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    more: str | None = None

    def label(self, path: str) -> str:
        """What a field is called."""
        return act_words.label_of(self.kind, _plain(path))

    def help(self, path: str) -> str:
        """What to write there."""
        return act_words.help_of_field(self.kind, _plain(path))

    def rows(self, path: str, question: Question) -> int:
        """How many rows of a list to show: those there are, and where none is, one to fill in."""
        there = rows(path, self.values)
        return max(there + (1 if self.more == path else 0), 1)

    def ticked(self, question: Question) -> bool:
        """Whether a list is answered by ticking."""
        return chosen_from(question)

    def choices(self, question: Question, path: str) -> list[tuple[str, str]]:
        """What can be chosen, in words."""
        name = _plain(path).rpartition(".")[2]
        return [
            (value, act_words.choice_label(name, value) or said) for value, said in question.choices
        ]

    def kinds(self, question: Question) -> list[tuple[str, str]]:
        """The kinds of a field that has several."""
        values = [group.choices[0][1] for group in question.inner]
        return [(value, self.kind_label(question.name, value)) for value in values]

    def kind_label(self, path: str, value: str) -> str:
        """One of the kinds."""
        return act_words.choice_label(path, value) or value.replace("_", " ").capitalize()

    def between(self, low: int, high: int) -> list[tuple[str, str]]:
        """Whole numbers to choose from."""
        return [(str(n), str(n)) for n in range(low, high + 1)]

    def scale(self, question: Question, path: str) -> list[tuple[str, str]]:
        """A short scale's numbers, with what they stand for where it is known."""
        low, high = question.low or 0, question.high or 0
        if question.name == "ratings":
            often = act_words.frequencies()
            return [(str(n), say("form.scale", n=n, says=says)) for n, says in often.items()]
        numbers = self.between(low, high)
        return [(n, act_words.choice_label(question.name, n) or said) for n, said in numbers]


def _plain(path: str) -> str:
    return _NUMBER.sub("", path)
