"""What is wrong with a process model before anybody is coached by it.

A stage that cannot be reached, a gate that nobody can meet, an unknown word: each is named
with its place in the file and what helps. The engine's own words (acts, entries, facts) are
handed in, since they belong to the engagement (`engagement/gates/known_words.py`).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
from domain.base.places import Way
from domain.process.decisions import Decision
from domain.process.kept import left_out
from domain.process.models import ProcessModel, StageModel, parsed
from domain.process.vocabulary import Every, Fact, Need, Question, Since, Some, Work

SHEET = "sheet:"
"""Before the key of a model's own sheet, where an entry is asked for."""
_DECIDED = Fact(ask="fact", fact="decided")
_COMPARE = Help(
    "Compare it with the file to begin from.",
    "Compare with a released model: `coaching models show skills_based`.",
)


@dataclass(frozen=True)
class KnownWords:
    """The words of the engine: acts with the work each belongs to, entries, facts, reminders."""

    acts: Mapping[str, Work | None]
    entries: frozenset[str]
    facts: frozenset[str]
    reminders: frozenset[str]


def faults(text: str, known: KnownWords) -> tuple[Fault, ...]:
    """All that is wrong with a model's file, in the order of its lines; empty where it is sound."""
    try:
        data = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        return (not_toml(error),)
    try:
        model = parsed(data)
    except ValidationError as error:
        return misshapen(text, error, _COMPARE)
    found = (*_stages(model), *_decisions(model), *left_out(model, data), *_needs(model, known))
    return placed(text, found)


def _stages(model: ProcessModel) -> Iterator[Found]:
    keys = [stage.key for stage in model.stages]
    for n, key in enumerate(keys):
        if key in keys[:n]:
            way = ("stages", n, "key")
            yield (way,), f"Two stages are called {key}.", "Give each a key of its own."
    for work in (Work.SETTING_UP, Work.PLANNING, Work.DECIDING, Work.CLOSING):
        opening = [n for n, stage in enumerate(model.stages) if work in stage.opens]
        if len(opening) != 1:
            # That no stage opens it is a fault of none of them, so of the first.
            yield (
                (("stages", opening[-1] if opening else 0, "opens", work.value),),
                f"{len(opening)} stages open {work.value}.",
                f'Let exactly one stage have "{work.value}" in its `opens`.',
            )
    if not model.is_closing(model.stages[-1].key):
        way = ("stages", len(model.stages) - 1, "opens")
        yield (way,), "The last stage does not close.", "Let it open closing."
    if Work.SETTING_UP not in model.first.opens:
        yield (
            (("stages", 0, "opens"),),
            "The first stage sets nothing up.",
            "Let it open setting_up.",
        )
    reached = _reachable(model)
    for n, stage in enumerate(model.stages):
        if stage.key not in reached:
            yield (
                (("stages", n, "key"),),
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


def _decisions(model: ProcessModel) -> Iterator[Found]:
    keys = {stage.key for stage in model.stages}
    for decision in Decision:
        target = model.decisions.get(decision)
        if target is None:
            what = f"Nothing is said of {decision.value}."
            yield (("decisions",),), what, "Name the stage it leads to."
        elif target not in keys:
            way = ("decisions", decision.value)
            yield (way,), f"{decision.value} leads to {target}: no stage.", "Name a stage."
        elif decision is not Decision.CLOSING and model.is_closing(target):
            way = ("decisions", decision.value)
            what = f"{decision.value} leads to {target}, where coaching is closed."
            yield (way,), what, "Name the stage in which coaching goes on."
    yield from _undecided(model)
    closing = model.decisions.get(Decision.CLOSING)
    if closing in keys and closing is not None and not model.is_closing(closing):
        way = ("decisions", Decision.CLOSING.value)
        yield (way,), f"Closing leads to {closing}, which does not close.", "Name the last stage."


def _undecided(model: ProcessModel) -> Iterator[Found]:
    """A stage in which people decide is left by their decision and in no other way."""
    for n, stage in enumerate(model.stages):
        asked = (model.needs[key].question for key in stage.needs if key in model.needs)
        if Work.DECIDING not in stage.opens or _DECIDED in asked:
            continue
        what = f"{stage.key} can be left without a decision."
        yield (("stages", n, "needs"),), what, 'Let its `needs` hold "decision".'


def _needs(model: ProcessModel, known: KnownWords) -> Iterator[Found]:
    asked = [(("stages", n, "needs"), s.needs) for n, s in enumerate(model.stages)]
    for way, keys in (*asked, (("standing",), model.standing)):
        for key in keys:
            if key not in model.needs:
                what = f"Nothing says what {key} is."
                yield ((*way, key),), what, f"Add [needs.{key}], or correct the name."
    for n, stage in enumerate(model.stages):
        for key in stage.needs:
            if key in model.needs:
                asking = ("stages", n, "needs", key)
                yield from _need(model, stage, asking, model.needs[key], known)


def _need(
    model: ProcessModel, stage: StageModel, asking: Way, need: Need, known: KnownWords
) -> Iterator[Found]:
    """What is wrong with a need where a stage asks for it, at `asking`.

    Needs that all models share are not in the file: then the place is where they are asked for.
    """
    own = ("needs", need.key)
    if need.act != "sign_agency_agreement" and need.act not in known.acts:
        what = f"{need.key}: there is no act {need.act}."
        yield ((*own, "act"), asking), what, OTHER_ACT
        return
    work = known.acts.get(need.act)
    if work is not None and not model.allows(work, stage.key):
        yield (
            (asking,),
            f"Nobody can meet {need.key} in {stage.key}: {need.act} is not open there yet.",
            f'Let this stage or one before it open "{work.value}".',
        )
    for key in need.after:
        if key not in model.needs:
            what = f"{need.key}: nothing says what {key} is."
            yield ((*own, "after", key), asking), what, "Correct its `after`."
    if not need.roles:
        what = f"Nobody can meet {need.key}: it names no role."
        yield ((*own, "roles"), asking), what, "Name who supplies it."
    if need.reminder and need.reminder not in known.reminders:
        what = f"{need.key}: there is no reminder {need.reminder}."
        yield ((*own, "reminder"), asking), what, "Leave it out: then the stage is reminded of."
    if need.signs is not None and need.signs not in known.entries:
        what = f"{need.key}: there is no entry {need.signs}."
        yield ((*own, "signs"), asking), what, "Name the text that is signed: terms or plan."
    for part, question in (("question", need.question), ("instead", need.instead)):
        if question is not None:
            yield from _question(model, stage, ((*own, part), asking), question, known)


def _question(
    model: ProcessModel,
    stage: StageModel,
    ways: tuple[Way, Way],
    question: Question,
    known: KnownWords,
) -> Iterator[Found]:
    (own, asking), key = ways, ways[0][1]
    match question:
        case Fact():
            if question.fact not in known.facts:
                names = ", ".join(sorted(known.facts))
                what = f"{key}: the fact {question.fact} is not known."
                yield ((*own, question.fact), asking), what, f"Known are: {names}."
            return
        case Some():
            entries = [question.entry]
        case Every():
            entries = [question.entry, question.has]
    for entry in entries:
        sheet = entry.removeprefix(SHEET)
        if entry not in known.entries and not (entry != sheet and sheet in model.sheets):
            names = ", ".join(sorted(known.entries))
            what = f"{key}: there is no entry {entry}."
            yield ((*own, entry), asking), what, f"Entries are: {names}."
    before = {
        Since.OBSERVATION: Work.PRACTICE,
        Since.PRACTICE: Work.PRACTICE,
        Since.CONVERSATION: Work.CONVERSING,
    }.get(question.since)
    if before is not None and not model.allows(before, stage.key):
        yield (
            (asking,),
            f"Nobody can meet {key} in {stage.key}: {question.since.value} comes later.",
            f'Let this stage or one before it open "{before.value}".',
        )
