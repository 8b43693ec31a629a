"""Process models as data: which requirements gate which stage.

An engagement keeps the version it was launched with; a released version never changes.
"""

from functools import cache
from importlib.resources import files

from domain.agency import Agency
from domain.model import Frozen
from domain.process.requirements import REQUIREMENTS, Requirement
from domain.stages import Stage
from domain.state import Engagement


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


def gate(state: Engagement) -> tuple[Requirement, ...]:
    """All that is asked to leave the current stage forward."""
    model = process_model(state.model, state.model_version)
    return tuple(REQUIREMENTS[key] for key in model.gate(state.stage))


def missing(state: Engagement, agency: Agency) -> tuple[str, ...]:
    """Keys of what is still wanting before the current stage can be left forward."""
    return tuple(r.key for r in gate(state) if not r.met(state, agency))
