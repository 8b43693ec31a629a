"""What is wrong with an instrument's file, each fault with its line and what helps."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterator

from pydantic import ValidationError

from domain.base.file_faults import (
    OTHER_ACT,
    Fault,
    Found,
    Help,
    misshapen,
    not_toml,
    placed,
    read_toml,
)
from domain.base.roles import Role
from domain.instruments.instrument import Count, Instrument, Kept

_COMPARE = Help(
    "Compare it with the file to begin from.",
    "Compare with a released one: `coaching instruments show organizational_trust`.",
)
_BY = (Role.LEARNER, Role.COACH)
_HELD = {Kept.OWN: "person", Kept.OBSERVATION: "observation", Kept.ENGAGEMENT: "engagement"}


def faults(text: str, acts: Collection[str]) -> tuple[Fault, ...]:
    """All that is wrong, in the order of lines; empty where the file is sound.

    `acts` are the acts there are, beside whose forms an instrument may be offered.
    """
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        return (not_toml(error),)
    try:
        instrument = Instrument.model_validate(data)
    except ValidationError as error:
        return misshapen(text, error, _COMPARE)
    return placed(text, (*_keys(instrument), *_scoring(instrument), *_home(instrument, acts)))


def _keys(one: Instrument) -> Iterator[Found]:
    for name, keys in (
        ("parts", [part.key for part in one.parts]),
        ("items", [item.key for item in one.items]),
        ("notes", [note.key for note in one.notes]),
        ("questions", [question.key for question in one.questions]),
    ):
        for n, key in enumerate(keys):
            if key in keys[:n]:
                what = f"{key} stands twice among the {name}."
                yield ((name, n, "key"),), what, "Give each a key of its own."
    parts = {part.key for part in one.parts}
    for n, item in enumerate(one.items):
        if item.part not in parts:
            what = f"{item.key}: there is no part {item.part}."
            yield (("items", n, "part"),), what, f"Parts are: {', '.join(sorted(parts))}."
    for n, part in enumerate(one.parts):
        if not one.part_items(part.key):
            remedy = "Give it an item that does not warn, or take it out."
            yield (("parts", n, "key"),), f"No item of {part.key} counts.", remedy
    pairs = Counter(item.pair for item in one.items if item.pair is not None)
    for n, item in enumerate(one.items):
        if item.pair is not None and pairs[item.pair] != 2:
            what = f"The pair {item.pair} has {pairs[item.pair]} sides."
            yield (("items", n, "pair"),), what, "A pair is two items, one of each part."


def _scoring(one: Instrument) -> Iterator[Found]:
    scoring, scale = one.scoring, one.scale
    way = (("scoring", "kind"),)
    if scoring.kind is Count.MAJORITY:
        if (scale.low, scale.high) != (0, 1):
            what = "A majority needs a scale of no (0) and yes (1)."
            yield (("scale", "low"),), what, 'Write low = 0 and labels = ["No", "Yes"].'
        if scoring.above is None or scoring.not_above is None:
            what = "It is not said what the majority means."
            yield way, what, "Add `above` and `not_above` under [scoring]."
    if scoring.kind is Count.TOTAL and scale.instead is not None:
        what = "A total can't leave items out."
        yield (("scale", "instead"),), what, "Take `instead` out, or score by the mean."
    for n, item in enumerate(one.items):
        if item.warns and (scoring.kind is not Count.MAJORITY or scoring.warning is None):
            what = f"{item.key} warns, but nothing says of what."
            remedy = 'Add `warning` under [scoring], whose kind is "majority".'
            yield (("items", n, "warns"),), what, remedy
    if scale.strong_from is not None and not scale.low < scale.strong_from <= scale.high:
        what = f"No answer is weaker or none as strong as {scale.strong_from}."
        remedy = f"Choose a number from {scale.low + 1} to {scale.high}."
        yield (("scale", "strong_from"),), what, remedy


def _home(one: Instrument, acts: Collection[str]) -> Iterator[Found]:
    guide = one.kept is Kept.OBSERVATION and bool(one.questions)
    if not one.items and not guide:
        remedy = "Add an item. A guide for notes alone is kept with an observation."
        yield (("items",), ("kept",)), "Nothing is asked.", remedy
    if one.kept is Kept.ENGAGEMENT and (not one.by or not set(one.by) <= set(_BY)):
        what = "It is kept with an engagement, which its learner and coach read."
        yield (("by",), ("kept",)), what, 'Say `by = ["learner"]`, `["coach"]`, or both.'
    if one.kept is not Kept.ENGAGEMENT and one.by:
        what = f"What is kept with the {_HELD[one.kept]} has no roles."
        yield (("by",),), what, "Take `by` out: whoever it is for fills it in."
    for act in one.beside:
        if act not in acts:
            yield (("beside", act),), f"There is no act {act}.", OTHER_ACT
