"""An engagement's history as its reader may see it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, get_args

from domain.base.messages import Refers, references
from domain.engagement.events import AnyEvent
from domain.engagement.parties import model_of
from domain.words import say_event, say_requirement
from services.acts import act_words
from services.acts.describe import keys_of
from services.acts.kinds import kind_of
from services.reading.read import Reading
from services.reading.visible import stage_begun
from services.reading.wanting import says

UNSAID = frozenset(
    {
        "entry_id", "about", "corrected", "revision", "version", "scale", "engagement_id",
        "agency_id", "model", "model_version", "results_revision", "unseen", "threshold",
        "number", "answered", "instrument", "agency_agreement_version", "content", "record",
        "left", "cycle", "told", "learners", "gaps", "stage", "rubric_version", "own_model",
        "opened_from",
    }
)  # fmt: skip
"""What tells a reader nothing that the line itself or a paper does not."""
_NEEDS = frozenset({"missing", "needs"})
"""Fields that name what a stage asks for, by its keys."""


@dataclass(frozen=True)
class Told:
    """One line: what happened, when, who did it; `said` are (field, texts) that may be read."""

    at: datetime
    kind: str
    says: str
    who: str
    role: str
    corrected: bool
    said: tuple[tuple[str, tuple[str, ...]], ...]


def history(read: Reading) -> list[Told]:
    """Newest first."""
    return [
        Told(
            at=line.at,
            kind=line.kind,
            says=say_event(line.kind, stage_begun(read.state, line.fields.get("stage"))),
            who=read.name(line.by) if line.role != "engine" else "",
            role=line.role,
            corrected=bool(line.fields.get("corrected")),
            said=tuple(_said(read, line.kind, line.fields)),
        )
        for line in reversed(read.lines)
    ]


def _said(
    read: Reading, kind: str, fields: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    refers = _references().get(kind, {})
    for name, value in fields.items():
        if name in UNSAID or value in (None, "", [], {}):
            continue
        match refers.get(name):
            case Refers.ENTRY:
                continue
            case Refers.PERSON:
                texts = tuple(read.name(one) for one in _all(value))
            case None:
                texts = tuple(_texts(read, name, value))
        yield act_words.label_of(kind, name), texts


@cache
def _references() -> dict[str, dict[str, Refers]]:
    return {kind_of(cls): references(cls) for cls in get_args(AnyEvent)}


def _all(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _texts(read: Reading, name: str, value: Any) -> Iterator[str]:
    known = keys_of(name)
    match value:
        case dict():
            for key, inner in value.items():
                if key not in UNSAID and inner not in (None, "", [], {}):
                    label = known.get(key) or act_words.label_of("", key)
                    yield f"{label}: {', '.join(_texts(read, key, inner))}"
        case list() | tuple():
            for one in value:
                yield from _texts(read, name, one)
        case str() if name in _NEEDS:
            need = model_of(read.state).needs.get(value)
            yield says(need) if need else say_requirement(value)
        case bool():
            yield act_words.yes_no(value)
        case _:
            yield act_words.choice_label(name, str(value)) or str(value)
