"""Scaling questions with what was answered to them, as whoever reads may see it."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.acts import act_words
from services.reading.read import Reading


@dataclass(frozen=True)
class ScalingAnswered:
    """One answer: the number, 0 to 10, and what was said with it."""

    entry: str
    at: datetime
    by: str
    number: int
    brought_here: str | None
    step_up: str | None


@dataclass(frozen=True)
class Scaling:
    """A question with its answers, oldest first; `mine`: the reader is asked it."""

    entry: str
    about: tuple[str, ...]
    purpose: str
    wording: str
    ten: str
    zero: str
    mine: bool
    answered: tuple[ScalingAnswered, ...] = ()

    @property
    def by(self) -> tuple[tuple[str, tuple[ScalingAnswered, ...]], ...]:
        """The answers of each who answered: numbers of two people are not one line."""
        names = dict.fromkeys(one.by for one in self.answered)
        return tuple((who, tuple(a for a in self.answered if a.by == who)) for who in names)


def scaling_view(read: Reading) -> list[Scaling]:
    """In the order they were first asked; what was taken back or disposed of is left out."""
    asked: dict[str, Scaling] = {}
    answers: dict[str, tuple[str, ScalingAnswered]] = {}
    for line in read.lines:
        said = line.fields
        if line.kind == "entry_retracted":
            asked.pop(said.get("entry", ""), None)
            answers.pop(said.get("entry", ""), None)
        elif line.kind == "scaling_question_asked" and said.get("wording"):
            asked[said["entry_id"]] = Scaling(
                entry=said["entry_id"],
                about=tuple(map(read.name, said.get("about", ()))),
                purpose=act_words.choice_label("purpose", said["purpose"]) or said["purpose"],
                wording=said["wording"],
                ten=said["ten"],
                zero=said["zero"],
                mine=read.reader.person_id in said.get("about", ()),
            )
        elif line.kind == "scaling_question_answered" and said.get("number") is not None:
            entry = said["entry_id"]
            before = answers.get(entry)
            answers[entry] = (
                said["scaling_question"],
                ScalingAnswered(
                    entry=entry,
                    at=before[1].at if before else line.at,
                    by=read.name(line.by),
                    number=said["number"],
                    brought_here=said.get("brought_here"),
                    step_up=said.get("step_up"),
                ),
            )
    return [
        replace(one, answered=tuple(a for question, a in answers.values() if question == key))
        for key, one in asked.items()
    ]
