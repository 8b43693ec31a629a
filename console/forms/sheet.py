"""An instrument as a form: names of its fields, what was posted, what was answered before.

Names: `item.KEY` (a number, or `instead`), `note.KEY.NOTE`, `words.QUESTION`. What is left blank is
not answered yet.
"""

from collections.abc import Iterator

from console.forms.posted import Posted
from domain.instruments.answers import Answers
from domain.instruments.instrument import Instrument

INSTEAD = "instead"


def answers_from(instrument: Instrument, posted: Posted) -> Answers:
    """What was filled in. Raises pydantic's ValidationError for a text that is too long."""
    items = {
        item.key: None if said == INSTEAD else int(said)
        for item in instrument.items
        if (said := _one(posted, f"item.{item.key}")) == INSTEAD or said.lstrip("-").isdecimal()
    }
    notes = {
        item.key: given
        for item in instrument.items
        if (
            given := {
                note.key: said
                for note in instrument.notes
                if (said := _one(posted, f"note.{item.key}.{note.key}"))
            }
        )
    }
    in_words = {
        question.key: said
        for question in instrument.questions
        if (said := _one(posted, f"words.{question.key}"))
    }
    return Answers.model_validate({"items": items, "notes": notes, "in_words": in_words})


def posted_as(answers: Answers) -> dict[str, list[str]]:
    """Answers as a form that was posted would hold them."""
    return {name: [value] for name, value in _names(answers)}


def _names(answers: Answers) -> Iterator[tuple[str, str]]:
    for key, number in answers.items.items():
        yield f"item.{key}", INSTEAD if number is None else str(number)
    for key, given in answers.notes.items():
        for note, said in given.items():
            yield f"note.{key}.{note}", said
    for key, said in answers.in_words.items():
        yield f"words.{key}", said


def _one(posted: Posted, name: str) -> str:
    return (posted.get(name) or [""])[-1].strip().replace("\r\n", "\n")
