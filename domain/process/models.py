"""Process models as data: which requirements gate which stage.

An engagement keeps the version it was launched with; a released version never changes.
"""

from functools import cache
from importlib.resources import files

from domain.base.model import Frozen
from domain.engagement.stages import Stage


class ProcessModel(Frozen):
    """One coaching model: for each stage, the keys of what must be true to leave it forward.

    `standing` must go on being true after the first stage and until closing, which may begin
    without it: a coach or supervisor who came later signs too before anyone goes forward.
    """

    model: str
    version: int
    source: str
    stages: dict[Stage, tuple[str, ...]]
    standing: tuple[str, ...]

    def gate(self, stage: Stage) -> tuple[str, ...]:
        """All that is asked to leave a stage forward, in the order in which it is mentioned."""
        if stage in (Stage.INITIAL_INTEREST, Stage.CLOSING):
            return self.stages[stage]
        return (*self.standing, *self.stages[stage])


FILES = {("skills_based", 1): "skills_based.json"}


@cache
def process_model(model: str, version: int) -> ProcessModel:
    """A released process model. Raises KeyError where there is none."""
    text = (files(__package__) / FILES[model, version]).read_text(encoding="utf-8")
    return ProcessModel.model_validate_json(text)
