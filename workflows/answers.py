"""Turns what comes back through Temporal into the domain's own refusals and errors."""

from collections.abc import Mapping, Sequence
from typing import Any

from temporalio.exceptions import ApplicationError

from activities.errors import REFUSAL, STORE_UNAVAILABLE
from activities.ports import StoreUnavailable
from domain.base.refusals import OWN_WORDS, Fact, Refusal, RequirementUnmet
from workflows.errors import EngineFault

RUN_ENDED = "AcceptedUpdateCompletedWorkflow"
"""Temporal's own type: the run ended with the update accepted and unanswered."""


def run_ended(cause: BaseException) -> bool:
    """Whether to ask again because the run closed under the update."""
    return isinstance(cause, ApplicationError) and cause.type == RUN_ENDED


def translate(cause: BaseException) -> Exception:
    """The error to raise for a failed update."""
    if not isinstance(cause, ApplicationError):
        return EngineFault(type(cause).__name__)
    if cause.type == REFUSAL:
        return _refusal(cause.details)
    if cause.type == STORE_UNAVAILABLE:
        return StoreUnavailable("the store did not answer in time; repeat the same command")
    return EngineFault(str(cause.details[0]) if cause.details else cause.type or "unknown")


def _refusal(details: Sequence[Any]) -> Refusal:
    code = str(details[0])
    facts: Mapping[str, Any] = details[1] if len(details) > 1 else {}
    if code == "requirement_unmet":
        words = {
            name.removeprefix(OWN_WORDS): _fact(value)
            for name, value in facts.items()
            if name.startswith(OWN_WORDS)
        }
        return RequirementUnmet(*map(str, facts.get("missing", ())), own_words=words)
    return Refusal(code, **{name: _fact(value) for name, value in facts.items()})


def _fact(value: Any) -> Fact:
    # JSON has no tuples: a list that comes back was a tuple of texts.
    if isinstance(value, list):
        return tuple(map(str, value))
    return value if isinstance(value, int) else str(value)
