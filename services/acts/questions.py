"""An act's fields as questions that can be asked one by one, by a terminal or a page."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from pydantic import BaseModel

from domain.instruments import FREQUENCY
from domain.instruments.shelf import rubrics
from services.acts.act_words import choice_label, frequencies
from services.acts.describe import keys_of
from services.acts.kinds import HEAD, Refers, references
from services.words import WORDS

_Schema = dict[str, Any]
_LINE_LENGTH = 200
_UNASKED = frozenset({"agency_id", "corrects"})
"""What nobody is asked step by step: a correction is typed with its entry, on purpose."""
_EACH = frozenset({"topics"})
"""Fields of names and values in which every name has to be answered: an agreement's ten topics."""


class Takes(Enum):
    """What answers a question."""

    CHOICE = auto()
    YES_NO = auto()
    WHOLE = auto()
    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    LINE = auto()
    TEXT = auto()
    """Longer text, best written in an editor."""
    PERSON = auto()
    ENTRY = auto()
    LIST = auto()
    """Any number of answers to the one question inside."""
    NAMES = auto()
    """Answers to the one question inside, each under a name (`choices`, where they are known)."""
    GROUP = auto()
    """All the questions inside."""
    KINDS = auto()
    """One of the groups inside."""


@dataclass(frozen=True)
class Question:
    """One field. `choices` are (what is recorded, how it reads); `help` says what it takes."""

    name: str
    takes: Takes
    required: bool
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    inner: tuple["Question", ...] = ()
    low: int | None = None
    high: int | None = None
    """The least and the most that a number may be."""
    longest: int | None = None
    """How many characters a text may have."""

    @property
    def label(self) -> str:
        """The name as people read it."""
        words = self.name.replace("_", " ")
        return words[:1].upper() + words[1:]


def questions_of(cls: type[BaseModel]) -> tuple[Question, ...]:
    """The act's fields in their order, without those that options say."""
    schema = cls.model_json_schema()
    builder = _Builder(schema.get("$defs", {}), references(cls))
    asked = builder.group(schema, HEAD | _UNASKED)
    # Whom an act is about is plain with one learner, so it is asked last.
    return tuple(sorted(asked, key=lambda one: one.name == "about"))


class _Builder:
    def __init__(self, defs: _Schema, refers: dict[str, Refers]) -> None:
        self._defs = defs
        self._refers = refers

    def group(self, schema: _Schema, hidden: frozenset[str] = frozenset()) -> tuple[Question, ...]:
        """The questions of one object; a fixed value is none."""
        required = set(schema.get("required", ()))
        return tuple(
            self._question(name, part, name in required)
            for name, part in schema["properties"].items()
            if name not in hidden and "const" not in part
        )

    def _question(self, name: str, part: _Schema, required: bool) -> Question:
        several: list[_Schema] = part.get("anyOf") or part.get("oneOf") or [part]
        kinds = [self._resolved(one) for one in several]
        kinds = [kind for kind in kinds if kind.get("type") != "null"]
        if len(kinds) > 1 and all("properties" in kind for kind in kinds):
            groups = tuple(self._kind(kind, part) for kind in kinds)
            return Question(name, Takes.KINDS, required, inner=groups)
        kind = kinds[0]
        if "properties" in kind:
            return Question(name, Takes.GROUP, required, inner=self.group(kind))
        return self._plain(name, kind, required)

    def _kind(self, schema: _Schema, part: _Schema) -> Question:
        tag = part.get("discriminator", {}).get("propertyName", "kind")
        value = str(schema["properties"][tag]["const"])
        said = (schema.get("description") or value).splitlines()[0]
        choices = ((tag, value),)
        return Question(value, Takes.GROUP, True, said, choices, self.group(schema))

    def _plain(self, name: str, kind: _Schema, required: bool) -> Question:
        match kind.get("type"):
            case "array":
                inner = self._question(name, kind.get("items", {}), True)
                return Question(name, Takes.LIST, required, inner=(inner,))
            case "object":
                value = self._question("", kind.get("additionalProperties", {}), name in _EACH)
                if name == "ratings":
                    scale = ", ".join(f"{n} {says}" for n, says in frequencies().items())
                    value = Question(
                        name, Takes.WHOLE, False, scale, low=min(FREQUENCY), high=max(FREQUENCY)
                    )
                keys = tuple(keys_of(name).items())
                return Question(name, Takes.NAMES, required, choices=keys, inner=(value,))
            case "boolean":
                return Question(name, Takes.YES_NO, required)
            case "integer":
                low, high = kind.get("minimum"), kind.get("maximum")
                span = (
                    WORDS.say("takes.whole_between", low=str(low), high=str(high))
                    if high is not None
                    else WORDS.say("takes.whole")
                )
                return Question(name, Takes.WHOLE, required, span, low=low, high=high)
            case "number":
                return Question(name, Takes.NUMBER, required, WORDS.say("takes.number"))
            case _:
                return self._text(name, kind, required)

    def _text(self, name: str, kind: _Schema, required: bool) -> Question:
        match self._refers.get(name):
            case Refers.PERSON:
                return Question(name, Takes.PERSON, required, WORDS.say("takes.address"))
            case Refers.ENTRY:
                return Question(name, Takes.ENTRY, required, WORDS.say("takes.entry"))
            case None:
                pass
        if choices := _choices(name, kind):
            return Question(name, Takes.CHOICE, required, choices=choices)
        if kind.get("format") == "date":
            return Question(name, Takes.DAY, required, WORDS.say("takes.day"))
        if kind.get("format") == "date-time":
            return Question(name, Takes.MOMENT, required, WORDS.say("takes.moment"))
        if kind.get("maxLength", 0) > _LINE_LENGTH:
            return Question(name, Takes.TEXT, required, longest=kind["maxLength"])
        return Question(name, Takes.LINE, required, longest=kind.get("maxLength"))

    def _resolved(self, part: _Schema) -> _Schema:
        while "$ref" in part:
            part = self._defs[part["$ref"].rpartition("/")[2]]
        return part


def _choices(name: str, kind: _Schema) -> tuple[tuple[str, str], ...]:
    if name == "rubric":
        return tuple((key, one.title) for key, one in rubrics().items())
    if keys := keys_of(name):
        return tuple(keys.items())
    return tuple((str(v), choice_label(name, str(v)) or str(v)) for v in kind.get("enum", ()))
