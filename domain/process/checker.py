"""What is wrong with a process model before anybody is coached by it.

A stage that cannot be reached, a gate that nobody can meet, an unknown word: each is named
with its place in the file and what helps. The engine's own words (acts, entries, facts) are
handed in, since they belong to the engagement (`engagement/gates/known_words.py`).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from domain.base.model import Frozen
from domain.process.decisions import Decision
from domain.process.models import ProcessModel, StageModel, parsed
from domain.process.vocabulary import Every, Fact, Need, Question, Since, Some, Work

SHEET = "sheet:"
"""Before the key of a model's own sheet, where an entry is asked for."""


class Fault(Frozen):
    """Something wrong in a model's file: `line` counts from 1, None where no line can be named."""

    line: int | None
    what: str
    remedy: str


@dataclass(frozen=True)
class KnownWords:
    """The words of the engine: acts with the work each belongs to, entries, facts."""

    acts: Mapping[str, Work | None]
    entries: frozenset[str]
    facts: frozenset[str]


def faults(text: str, known: KnownWords) -> tuple[Fault, ...]:
    """All that is wrong with a model's file, in the order of its lines; empty where it is sound."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else None
        return (Fault(line=line, what="This is not TOML.", remedy=f"Look here: {error}."),)
    try:
        model = parsed(data)
    except ValidationError as error:
        return _misshapen(text, error)
    found = (*_stages(model), *_decisions(model), *_needs(model, known))
    placed = [
        Fault(line=line_of(text, where), what=what, remedy=remedy) for where, what, remedy in found
    ]
    return tuple(sorted(placed, key=lambda fault: fault.line or 0))


def line_of(text: str, word: str) -> int | None:
    """The first line of the file that speaks of a key: its own table, or its name in quotes."""
    own = (f"[needs.{word}]", f"[sheets.{word}]", f'key = "{word}"', f'"{word}"', word)
    lines = text.splitlines()
    for form in own:
        for number, line in enumerate(lines, start=1):
            if form in line and not line.lstrip().startswith("#"):
                return number
    return None


_Found = tuple[str, str, str]


def _misshapen(text: str, error: ValidationError) -> tuple[Fault, ...]:
    found = []
    for one in error.errors(include_url=False):
        way = [str(step) for step in one["loc"]]
        words = [step for step in reversed(way) if not step.isdigit()]
        line = next((n for word in words if (n := line_of(text, word)) is not None), None)
        found.append(
            Fault(
                line=line,
                what=f"{'.'.join(way)}: {one['msg']}.",
                remedy="Compare with a released model: `coaching models show skills_based`.",
            )
        )
    return tuple(found)


def _stages(model: ProcessModel) -> Iterator[_Found]:
    keys = [stage.key for stage in model.stages]
    for key in dict.fromkeys(key for key in keys if keys.count(key) > 1):
        yield key, f"Two stages are called {key}.", "Give each a key of its own."
    for work in (Work.SETTING_UP, Work.PLANNING, Work.DECIDING, Work.CLOSING):
        opening = [stage.key for stage in model.stages if work in stage.opens]
        if len(opening) != 1:
            where = opening[-1] if opening else "stages"
            yield (
                where,
                f"{len(opening)} stages open {work.value}.",
                f'Let exactly one stage have "{work.value}" in its `opens`.',
            )
    if not model.is_closing(model.stages[-1].key):
        yield model.stages[-1].key, "The last stage does not close.", "Let it open closing."
    if Work.SETTING_UP not in model.first.opens:
        yield model.first.key, "The first stage sets nothing up.", "Let it open setting_up."
    reached = _reachable(model)
    for stage in model.stages:
        if stage.key not in reached:
            yield (
                stage.key,
                f"The stage {stage.key} cannot be reached.",
                "No stage leads to it and no decision does: move it, or let a decision lead there.",
            )


def _reachable(model: ProcessModel) -> frozenset[str]:
    keys = {stage.key for stage in model.stages}
    reached: set[str] = set()
    waiting = [model.first.key]
    while waiting:
        key = waiting.pop()
        if key in reached or key not in keys:
            continue
        reached.add(key)
        if Work.DECIDING in model.stage(key).opens:
            waiting.extend(model.decisions.values())
        elif (following := model.after(key)) is not None:
            waiting.append(following.key)
    return frozenset(reached)


def _decisions(model: ProcessModel) -> Iterator[_Found]:
    keys = {stage.key for stage in model.stages}
    for decision in Decision:
        target = model.decisions.get(decision)
        if target is None:
            what = f"Nothing is said of {decision.value}."
            yield "decisions", what, "Name the stage it leads to."
        elif target not in keys:
            yield target, f"{decision.value} leads to {target}: no stage.", "Name a stage."
    closing = model.decisions.get(Decision.CLOSING)
    if closing in keys and closing is not None and not model.is_closing(closing):
        yield closing, f"Closing leads to {closing}, which does not close.", "Name the last stage."


def _needs(model: ProcessModel, known: KnownWords) -> Iterator[_Found]:
    asked = {key for stage in model.stages for key in stage.needs} | set(model.standing)
    for key in sorted(asked - set(model.needs)):
        yield key, f"Nothing says what {key} is.", f"Add [needs.{key}], or correct the name."
    for stage in model.stages:
        for key in stage.needs:
            if key in model.needs:
                yield from _need(model, stage, model.needs[key], known)


def _need(
    model: ProcessModel, stage: StageModel, need: Need, known: KnownWords
) -> Iterator[_Found]:
    if need.act != "sign_agency_agreement" and need.act not in known.acts:
        yield need.key, f"{need.key}: there is no act {need.act}.", "See `coaching acts`."
        return
    work = known.acts.get(need.act)
    if work is not None and not model.allows(work, stage.key):
        yield (
            need.key,
            f"Nobody can meet {need.key} in {stage.key}: {need.act} is not open there yet.",
            f'Let this stage or one before it open "{work.value}".',
        )
    for key in need.after:
        if key not in model.needs:
            yield need.key, f"{need.key}: nothing says what {key} is.", "Correct its `after`."
    if not need.roles:
        yield need.key, f"Nobody can meet {need.key}: it names no role.", "Name who supplies it."
    for question in (need.question, need.instead):
        if question is not None:
            yield from _question(model, stage, need.key, question, known)


def _question(
    model: ProcessModel, stage: StageModel, key: str, question: Question, known: KnownWords
) -> Iterator[_Found]:
    match question:
        case Fact():
            if question.fact not in known.facts:
                names = ", ".join(sorted(known.facts))
                yield key, f"{key}: the fact {question.fact} is not known.", f"Known are: {names}."
            return
        case Some():
            entries = [question.entry]
        case Every():
            entries = [question.entry, question.has]
    for entry in entries:
        sheet = entry.removeprefix(SHEET)
        if entry not in known.entries and not (entry != sheet and sheet in model.sheets):
            names = ", ".join(sorted(known.entries))
            yield key, f"{key}: there is no entry {entry}.", f"Entries are: {names}."
    before = {
        Since.OBSERVATION: Work.PRACTICE,
        Since.PRACTICE: Work.PRACTICE,
        Since.CONVERSATION: Work.CONVERSING,
    }.get(question.since)
    if before is not None and not model.allows(before, stage.key):
        yield (
            key,
            f"Nobody can meet {key} in {stage.key}: {question.since.value} comes later.",
            f'Let this stage or one before it open "{before.value}".',
        )
