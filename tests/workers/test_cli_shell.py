"""The command as a shell has it: help, completion, pipes, widths, encodings, start-up time."""

import asyncio
import os
import pty
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workers.commanding import CODE, begin, clean_environment, coaching
from tests.workers.desk import AGENCY, Desk, typed
from workers.cli.app import PANELS, app
from workers.cli.exits import Exit

STARTS_PROCESSES = pytest.mark.servers
"""Which takes seconds: apart from the fast ones."""


async def test_help_groups_every_command() -> None:
    answer = await typed("--help")
    assert answer.code == Exit.OK
    assert "Others:" not in answer.out
    for panel, names in PANELS.items():
        assert f"{panel}:" in answer.out
        for name in names:
            assert f"  {name} " in answer.out
    commands = len(app.registered_commands) + len(app.registered_groups)
    assert commands == sum(map(len, PANELS.values()))
    assert "Exit codes: 0 done" in answer.out


@pytest.mark.parametrize("name", [name for names in PANELS.values() for name in names])
async def test_every_command_has_help(name: str) -> None:
    answer = await typed(name, "--help")
    assert answer.code == Exit.OK
    assert f"Usage: coaching {name}" in answer.out


@pytest.mark.parametrize(
    "words", [("--nonsense",), ("nonsense",), ("show",), ("do",), ("list", "--limit", "0")]
)
async def test_wrong_usage_goes_to_stderr(words: tuple[str, ...]) -> None:
    answer = await typed(*words)
    assert answer.code == Exit.USAGE
    assert answer.out == ""
    assert "Usage: coaching" in answer.err


@STARTS_PROCESSES
def test_ctrl_c_while_commands_are_loaded_leaves_no_traceback() -> None:
    code = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name == 'workers.cli.app': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from workers.cli.entry import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=CODE, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@STARTS_PROCESSES
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
async def test_a_shell_gets_its_completion(tmp_path: Path, shell: str) -> None:
    answer = await coaching(
        tmp_path, "--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1"
    )
    assert answer.code == Exit.OK
    assert "_COACHING_COMPLETE" in answer.out or "complete" in answer.out


@STARTS_PROCESSES
async def test_acts_are_completed(tmp_path: Path) -> None:
    answer = await coaching(
        tmp_path,
        _COACHING_COMPLETE="complete_bash",
        COMP_WORDS="coaching do abc write_r",
        COMP_CWORD="3",
    )
    assert answer.out.split() == ["write_reflection"]


def _worked() -> float:
    """Seconds that the processor worked for processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@STARTS_PROCESSES
async def test_help_starts_quickly(tmp_path: Path) -> None:
    times = []
    for _ in range(3):
        began = _worked()
        bare = await asyncio.create_subprocess_exec(sys.executable, "-c", "import typer, json")
        await bare.wait()
        between = _worked()
        assert (await coaching(tmp_path, "--help")).code == Exit.OK
        times.append((_worked() - between) - (between - began))
    # Half a second for all that is ours, of the processor's time: others may be at it as well.
    assert min(times) < 0.5


@STARTS_PROCESSES
@pytest.mark.parametrize("words", [("acts", "--json"), ("acts",), ("--help",), ("do", "--help")])
async def test_a_reader_that_leaves_early_is_no_trouble(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    process = await begin(tmp_path, *words)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout._transport.close()  # type: ignore[attr-defined]
    err = await process.stderr.read()
    assert await process.wait() == 0
    assert not err.replace(b"`coaching acts ACT` shows its fields.\n", b"")


@STARTS_PROCESSES
async def test_a_terminal_of_another_encoding(tmp_path: Path) -> None:
    answer = await coaching(
        tmp_path, "acts", "set_goal", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C"
    )
    assert answer.code == Exit.OK


@pytest.mark.servers
@pytest.mark.parametrize("columns", [30, 80, 300])
async def test_a_table_keeps_to_the_terminals_width(desk: Desk, columns: int) -> None:
    shown = await asyncio.to_thread(_on_a_terminal, desk, columns, "people", "--agency", AGENCY)
    assert "Ursula" in shown
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()
    assert max(map(len, lines)) <= columns


def _on_a_terminal(desk: Desk, columns: int, *words: str) -> str:
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(CODE)
        environment = clean_environment(
            **desk.place.stack.environment, COLUMNS=str(columns), TERM="xterm"
        )
        os.execve(sys.executable, [sys.executable, "-m", "workers.cli", *words], environment)
    read = b""
    try:
        while block := os.read(terminal, 65536):
            read += block
    except OSError:
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    return read.decode()
