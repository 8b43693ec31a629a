"""Process models as data: stages, what each opens and asks for, how one gets from one to another.

A model is a TOML file (`released/`), checked by `checker.py`. An engagement keeps the version it
was launched with; a released version never changes. Agreement, enrollment and closing are common
to all models (Toolkit, ch. 6), so their needs are kept once, in `common.toml`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import Field

from domain.base.model import Frozen, Line, Text
from domain.process.decisions import Decision
from domain.process.vocabulary import Need, Work


class StageModel(Frozen):
    """One stage: its name for people, the works it opens, what is asked before it is left."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
    name: Line
    does: Text
    """One sentence that says to people what happens here."""
    opens: tuple[Work, ...] = ()
    needs: tuple[str, ...] = ()
    asks_enrollment: bool = False
    """Whether commitment is asked whenever this stage is entered."""
    can_stall: bool = True
    """Whether silence or missed sessions here count as stalling."""
    remind_after_days: Annotated[float, Field(gt=0, le=365)]
    """Days after entering before people are reminded of what is still missing."""


class Sheet(Frozen):
    """Something a model has people write down: its prompts by their keys (`topics/sheets.py`)."""

    title: Line
    prompts: Annotated[dict[str, Line], Field(min_length=1, max_length=20)]


class ProcessModel(Frozen):
    """One coaching model; `standing` is asked in every stage between the first and closing."""

    model: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
    version: Annotated[int, Field(ge=1)]
    title: Line
    use: Text
    source: Text
    stages: Annotated[tuple[StageModel, ...], Field(min_length=2, max_length=20)]
    standing: tuple[str, ...] = ()
    decisions: dict[Decision, str]
    """Where each decision at the end of a cycle leads."""
    needs: dict[str, Need] = {}
    sheets: dict[str, Sheet] = {}

    @property
    def first(self) -> StageModel:
        """The stage an engagement begins in."""
        return self.stages[0]

    def stage(self, key: str) -> StageModel:
        """The stage with this key. Raises KeyError where there is none."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def number(self, key: str) -> int:
        """1 for the first stage. Raises KeyError."""
        return [stage.key for stage in self.stages].index(self.stage(key).key) + 1

    def after(self, key: str) -> StageModel | None:
        """The next stage forward; None after the last."""
        number = self.number(key)
        return self.stages[number] if number < len(self.stages) else None

    def opening(self, work: Work) -> StageModel:
        """The stage that opens a work. Raises KeyError where none does."""
        for stage in self.stages:
            if work in stage.opens:
                return stage
        raise KeyError(work)

    def allows(self, work: Work, stage: str) -> bool:
        """Whether a work is open in this stage: opened by it or by one before it.

        Deciding is open in its own stage alone: it is how that stage is left.
        """
        if work is Work.DECIDING:
            return work in self.stage(stage).opens
        opened = self.stages[: self.number(stage)]
        return any(work in one.opens for one in opened)

    def gate(self, stage: str) -> tuple[Need, ...]:
        """All that is asked to leave a stage forward, in the order in which it is mentioned."""
        own = self.stage(stage).needs
        edge = stage == self.first.key or self.is_closing(stage)
        keys = own if edge else (*self.standing, *own)
        return tuple(self.needs[key] for key in dict.fromkeys(keys))

    def is_closing(self, stage: str) -> bool:
        """Whether this is the stage in which coaching is closed."""
        return Work.CLOSING in self.stage(stage).opens


RELEASED: Mapping[tuple[str, int], str] = {
    ("skills_based", 1): "skills_based_1.toml",
    ("grow", 1): "grow_1.toml",
    ("clear", 1): "clear_1.toml",
    ("flow", 1): "flow_1.toml",
}
"""Every released version and its file; a test pins the hash of each."""

DEFAULT = ("skills_based", 1)
"""The model of an engagement that names none."""


@cache
def process_model(model: str, version: int) -> ProcessModel:
    """A released process model. Raises KeyError where there is none."""
    return parsed(tomllib.loads(source_of(model, version)))


def source_of(model: str, version: int) -> str:
    """The text of a released model's file. Raises KeyError where there is none."""
    return _released(RELEASED[model, version])


def parsed(data: Mapping[str, Any]) -> ProcessModel:
    """A model from the data of its file, with the needs that all models share.

    Raises pydantic's ValidationError where its shape is wrong; `checker.faults` looks further.
    """
    common = tomllib.loads(_released("common.toml"))["needs"]
    needs = {key: {"key": key, **need} for key, need in {**common, **data.get("needs", {})}.items()}
    return ProcessModel.model_validate({**data, "needs": needs})


def newest(model: str) -> int | None:
    """The newest released version of a model; None where there is no such model."""
    return max((version for name, version in RELEASED if name == model), default=None)


def newest_released() -> tuple[ProcessModel, ...]:
    """The newest version of every released model, the default one first."""
    names = dict.fromkeys((DEFAULT[0], *(model for model, _ in RELEASED)))
    return tuple(process_model(name, version) for name in names if (version := newest(name)))


def stage_names() -> dict[str, str]:
    """Every stage of every released model, by its key; the default model's in front."""
    order = sorted(RELEASED, key=lambda which: which != DEFAULT)
    stages = [stage for which in order for stage in process_model(*which).stages]
    return {stage.key: stage.name for stage in reversed(stages)}


def stage_named(key: str) -> str:
    """A stage as people read it; a key of no released model stands as it is."""
    return stage_names().get(key, key.replace("_", " ").capitalize())


def _released(name: str) -> str:
    return (files(__package__) / "released" / name).read_text(encoding="utf-8")
