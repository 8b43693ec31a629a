"""Taking `console/` away leaves every other test green: services hold no HTTP, pages no rule.

Here all are collected, and the fast ones and one whole `coaching up` are run; `make
test-without-console` runs the rest.
"""

import sys

import pytest

from tests.without_console import ROOT, Copy, said_by

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

_IMPORT_ALL = """
import importlib, pathlib, sys
away = []
for file in sorted(pathlib.Path().glob("*/**/*.py")):
    if file.parts[0] not in ("tests", "docs", "examples", "deploy"):
        name = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        try:
            name.endswith("__main__") or importlib.import_module(name)
        except ModuleNotFoundError as error:
            away.append((name, error.name.split(".")[0]))
print(away)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The tree without its console."""
    return Copy(tmp_path_factory.mktemp("without") / "tree")


def collected(said: str) -> set[str]:
    """Tests that are not about pages; a parameter may be the console's own catalogue."""
    return {
        line
        for line in said.splitlines()
        if "::" in line and not line.startswith("tests/console/") and "[console" not in line
    }


def test_what_asks_for_the_console_is_its_own_process_and_its_figures(copy: Copy) -> None:
    ran = copy.run("-c", _IMPORT_ALL)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == str([("bench.answers", "console"), ("workers.serving", "console")])


def test_every_other_test_is_still_there(copy: Copy) -> None:
    words = ("-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider")
    there = copy.run(*words)
    assert there.returncode == 0, there.stdout[-3000:]
    here = said_by(sys.executable, ROOT, *words)
    assert collected(there.stdout) == collected(here.stdout)
    assert len(collected(there.stdout)) > 2000


def test_imports_flow_as_before(copy: Copy) -> None:
    ran = copy.run("-c", "from importlinter.cli import lint_imports_command as c; c()")
    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout


@pytest.mark.parametrize(
    "words",
    [("-m", "not journey and not servers"), ("tests/workers/test_stack.py",)],
    ids=["fast", "coaching up"],
)
def test_others_pass_and_none_is_passed_over(copy: Copy, words: tuple[str, ...]) -> None:
    ran = copy.run("-m", "pytest", "-q", *words)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "skipped" not in ran.stdout.splitlines()[-1]


def test_who_wants_pages_is_told_that_there_are_none(copy: Copy) -> None:
    ran = copy.run("-m", "workers.cli", "console")
    assert ran.returncode == 2
    assert "the console is not part of this installation" in ran.stderr
    assert "Traceback" not in ran.stderr
