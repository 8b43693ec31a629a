"""Answers to an instrument: what may be given, all at once or a part now and the rest later."""

from typing import Annotated

from pydantic import Field, StrictInt

from domain.base.model import Frozen, Text
from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument

Answer = StrictInt | None
"""A number of the scale; None: what the scale has instead of one ("there was no chance")."""


class Answers(Frozen):
    """What was answered, by the items' keys; what is not in it was not answered yet.

    `notes` are words on single items, by item and then by note; `in_words` answers whole questions.
    """

    items: Annotated[dict[str, Answer], Field(max_length=100)] = {}
    notes: Annotated[dict[str, dict[str, Text]], Field(max_length=100)] = {}
    in_words: Annotated[dict[str, Text], Field(max_length=20)] = {}


def check(instrument: Instrument, answers: Answers) -> None:
    """Refuse what the instrument does not ask.

    Raises `Refusal`: `nothing_answered`, `unknown_item`, `answer_off_scale`, `no_instead`.
    """
    if not answers.items and not answers.notes and not answers.in_words:
        raise Refusal("nothing_answered")
    items = {item.key for item in instrument.items}
    notes = {note.key for note in instrument.notes}
    questions = {question.key for question in instrument.questions}
    words = {key for given in answers.notes.values() for key in given}
    for key in [
        *sorted((answers.items.keys() | answers.notes.keys()) - items),
        *sorted(words - notes),
        *sorted(answers.in_words.keys() - questions),
    ]:
        raise Refusal("unknown_item", item=key[:50], instrument=instrument.title)
    scale = instrument.scale
    for key, given in answers.items.items():
        if given is None:
            if scale.instead is None:
                raise Refusal("no_instead", item=key)
        elif not scale.low <= given <= scale.high:
            raise Refusal("answer_off_scale", item=key, low=scale.low, high=scale.high)
