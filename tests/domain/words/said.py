"""What the sources can say: refusals with their facts, kinds of events, names of reminders."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import domain
import store
import workflows
from domain.agency.agency_agreement import AgencyAgreementSigned
from domain.agency.agency_settings import AgencySetUp
from domain.engagement import duties
from domain.engagement.duties.duty import EngineAct
from domain.engagement.events import EVENT_CLASSES
from domain.person.person import PersonRegistered
from domain.process.models import RELEASED, process_model

_SPREAD = {"place": {"stage", "model", "model_version"}}
"""The facts that a function spread into a refusal gives."""


def refusals() -> dict[str, list[set[str]]]:
    """Each code and, for every place where it is raised, the facts it comes with."""
    found: dict[str, list[set[str]]] = defaultdict(list)
    for call in (node for tree in _trees() for node in ast.walk(tree)):
        if isinstance(call, ast.Call) and _name(call.func) == "Refusal" and call.args:
            code = call.args[0]
            if isinstance(code, ast.Constant):
                found[str(code.value)].append(set(_facts(call)))
    found["requirement_unmet"].append({"missing"})
    return found


def event_kinds() -> set[str]:
    """The kind of every event of every stream."""
    others = (AgencySetUp, AgencyAgreementSigned, PersonRegistered)
    return {str(event.model_fields["kind"].default) for event in (*EVENT_CLASSES, *others)}


def reminders() -> set[str]:
    """The name of every duty that people are told of, but the engine's own acts."""
    folder = Path(next(iter(duties.__path__)))
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = set(re.findall(r'f?"([a-z_]+)/', sources))
    mapped = {*stage_reminders().values(), "stage_work"}
    return (named | mapped) - {act.value for act in EngineAct} - {"words"}


def stage_reminders() -> dict[str, str]:
    """The reminder of each need of a released model that has a wording of its own."""
    needs = [need for which in RELEASED for need in process_model(*which).needs.values()]
    return {need.key: need.reminder for need in needs if need.reminder not in ("", "stage_work")}


def _trees() -> Iterator[ast.Module]:
    for package in (domain, store, workflows):
        for path in sorted(Path(next(iter(package.__path__))).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"))


def _facts(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
        elif isinstance(keyword.value, ast.Call):
            yield from _SPREAD[_name(keyword.value.func)]
            # What is said to that function by name goes on into the facts.
            yield from (one.arg for one in keyword.value.keywords if one.arg is not None)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""
