"""What is asked to leave a stage forward, and what of it is still missing."""

from domain.agency.agency import Agency
from domain.engagement.gates.requirements import REQUIREMENTS, Requirement
from domain.engagement.state import Engagement
from domain.process.models import process_model


def gate(state: Engagement) -> tuple[Requirement, ...]:
    """All that is asked to leave the current stage forward."""
    model = process_model(state.model, state.model_version)
    return tuple(REQUIREMENTS[key] for key in model.gate(state.stage))


def missing(state: Engagement, agency: Agency) -> tuple[str, ...]:
    """Keys of what is still wanting before the current stage can be left forward."""
    return tuple(r.key for r in gate(state) if not r.met(state, agency))
