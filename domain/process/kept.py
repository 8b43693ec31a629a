"""What every coaching model keeps, an agency's own too: agreement, enrollment and closing.

These are common to all models, which differ in what lies between (Toolkit, ch. 6, tables 6.4 and
6.5). So a model's first stage asks for the agreement, what stands in every stage holds it and the
check of commitment, the last stage asks for the handoff, and no file gives them another meaning.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from domain.base.file_faults import Found
from domain.process.models import ProcessModel

STANDING = (
    "coach_assigned",
    "agreement_supervisor",
    "agreement_learner",
    "agreement_coach",
    "confidentiality_explained",
    "confidentiality_understood",
    "ground_rules",
    "ground_rules_accepted",
    "coach_contract",
    "boundary_statement",
    "sustainability_plan",
    "sustainability_signed",
    "mandate_explained",
    "enrollment",
)
"""Asked in the first stage and in every stage between it and closing: a coach may come later."""
FIRST = ("agency_agreement", "terms", *STANDING)
CLOSING = (
    "closing_meeting",
    "results_told",
    "handoff_produced",
    "handoff_seen",
    "handoff_delivered",
)


def left_out(model: ProcessModel, data: Mapping[str, Any]) -> Iterator[Found]:
    """What the model, read from `data`, leaves out of what is kept, or says anew."""
    last = len(model.stages) - 1
    yield from _lacking(("stages", 0, "needs"), model.first.key, model.first.needs, FIRST)
    yield from _lacking(("standing",), "standing", model.standing, STANDING)
    if model.is_closing(model.stages[last].key):
        stage = model.stages[last]
        yield from _lacking(("stages", last, "needs"), stage.key, stage.needs, CLOSING)
    if not any(stage.asks_enrollment for stage in model.stages[1:last]):
        what = "No stage between the first and the last asks for commitment."
        yield (("stages",),), what, "Let one have `asks_enrollment = true`."
    for key in sorted(set(data.get("needs", {})) & {*FIRST, *CLOSING}):
        what = f"{key} is said anew, and means the same in every model."
        yield (("needs", key),), what, "Leave it out here, or give yours another name."


def _lacking(
    way: tuple[str | int, ...], where: str, asked: Collection[str], kept: Collection[str]
) -> Iterator[Found]:
    missing = [key for key in kept if key not in asked]
    if missing:
        what = f"{where} does not ask for {', '.join(missing)}."
        yield (way,), what, "Agreement, enrollment and closing are the same in all models: add it."
