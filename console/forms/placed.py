"""Where on a form an error belongs: fields of a kind are named after it (`goal.smart.due`)."""

from collections.abc import Mapping, Sequence

from console.forms.posted import Posted
from services.acts.questions import Question, Takes


def placed(
    questions: Sequence[Question], posted: Posted, errors: Mapping[str, str]
) -> dict[str, str]:
    """The errors by the names that the form's fields have."""
    return {_name(questions, posted, name.split(".")): says for name, says in errors.items()}


def _name(questions: Sequence[Question], posted: Posted, steps: Sequence[str]) -> str:
    way: list[str] = []
    here: Sequence[Question] = questions
    for step in steps:
        way.append(step)
        found = next((one for one in here if one.name == step), None)
        if found is None:  # a place in a list, or a name among several
            continue
        here = found.inner
        if found.takes is Takes.LIST and len(here) == 1:
            here = here[0].inner
        elif found.takes is Takes.KINDS and step != steps[-1]:
            chosen = (posted.get(".".join(way)) or [""])[-1]
            kind = next((one for one in here if one.choices[0][1] == chosen), None)
            if kind is not None:
                way.append(chosen)
                here = kind.inner
    return ".".join(way)
