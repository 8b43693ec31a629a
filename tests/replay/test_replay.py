"""Today's workflows must replay every history recorded before; planted mutants must not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from tests.replay.mutants import MUTANTS, NotChangedAtAll
from tests.replay.record import HISTORIES, SCENARIOS
from workflows.engagement import EngagementWorkflow
from workflows.registry import WORKFLOWS
from workflows.runner import CONVERTER, sandbox

_FILES = sorted(HISTORIES.glob("*.json"))
_REMEDY = """
{name}: engagements that run now took this path, and the workflow as changed no longer follows it.
They would stop at their next step. Do not record the history anew. Instead:
  1. keep the old path, and take the new one only behind a patch:
         if workflow.patched("what-changed"):
             ...new...
         else:
             ...old...
  2. add a history of the new path: python -m tests.replay.record
  3. retire the old path with workflow.deprecate_patch once no run is that old.
"""


def _history(path: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(path.stem, path.read_text())


async def _failure(workflows: Sequence[type], history: WorkflowHistory) -> Exception | None:
    replayer = Replayer(
        workflows=list(workflows), workflow_runner=sandbox(), data_converter=CONVERTER
    )
    result = await replayer.replay_workflow(history, raise_on_replay_failure=False)
    return result.replay_failure


def test_there_is_a_history_of_every_workflow_and_scenario() -> None:
    missing = {scenario.__name__ for scenario in SCENARIOS} - {path.stem for path in _FILES}
    assert not missing, f"record them with python -m tests.replay.record: {sorted(missing)}"
    types = {
        _history(path).events[0].workflow_execution_started_event_attributes.workflow_type.name
        for path in _FILES
    }
    assert types == {getattr(one, "__temporal_workflow_definition").name for one in WORKFLOWS}


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
async def test_it_replays(path: Path) -> None:
    failure = await _failure(WORKFLOWS, _history(path))
    assert failure is None, _REMEDY.format(name=path.name) + f"\n{failure}"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
async def test_a_planted_change_is_caught(mutant: type[EngagementWorkflow]) -> None:
    failure = await _failure([mutant], _history(HISTORIES / "engagement.json"))
    assert failure is not None
    assert "TMPRL1100" in str(failure), f"caught for another reason: {failure}"


async def test_an_unchanged_copy_is_let_pass() -> None:
    assert await _failure([NotChangedAtAll], _history(HISTORIES / "engagement.json")) is None


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_a_history_is_small_and_names_no_machine(path: Path) -> None:
    text = path.read_text()
    assert len(text) < 150_000
    assert set(_identities(text)) == {"recorder"}
    assert str(HISTORIES.parents[2]) not in text


def _identities(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line.split('"')[3] for line in lines if line.startswith('"identity"')]
