"""`coaching`: the command line. Commands import the engine only when they are called."""

import contextlib
import logging
import os
import select
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from workers.cli import (
    acts,
    beginning,
    common,
    examine,
    guidance,
    instruments,
    looking,
    models,
    outside,
    program,
    reading,
    signing_in,
    upkeep,
)
from workers.cli import demonstrate as demo
from workers.cli import dispose as disposal
from workers.cli import do as acting
from workers.cli import launch as cohort
from workers.cli import processes as stack

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

PANELS = {
    "Engagements": (
        "launch",
        "start",
        "list",
        "show",
        "missing",
        "do",
        "acts",
        "read",
        "timeline",
        "summary",
        "readings",
    ),
    "Coaching models and questionnaires": ("models", "instruments", "guide", "aids", "program"),
    "People": ("todo", "register", "sign-in", "people", "mails", "cohorts"),
    "Servers": (
        "up",
        "worker",
        "console",
        "migrate",
        "prepare-temporal",
        "doctor",
        "key",
        "demo",
    ),
    "Other systems": ("tokens", "webhooks"),
    "Upkeep": ("verify", "rebuild", "recover", "dispose"),
}
"""What `--help` groups together, in its order; a command not named here comes last."""

EXIT_CODES = (
    "Exit codes: 0 done, 2 usage, 3 refused, 4 not found, 5 bad file, 6 a server is away, "
    "7 not known whether recorded, 8 not verified, 1 unexpected."
)


class Grouped(TyperGroup):
    """Help in groups, without rich, whose import would take longer than all the rest."""

    def make_context(self, *arguments: Any, **more: Any) -> "Context":
        """Read the words of the command line; `--help` is answered here already."""
        with _until_the_reader_leaves():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: "Context") -> object:
        """Run the command."""
        with _until_the_reader_leaves():
            return super().invoke(ctx)

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the groups."""
        named = {name for names in PANELS.values() for name in names}
        others = tuple(name for name in self.commands if name not in named)
        width = max(map(len, self.commands))
        for panel, names in {**PANELS, "Others": others}.items():
            rows = [
                (name.ljust(width), self.commands[name].get_short_help_str(100))
                for name in names
                if name in self.commands
            ]
            if rows:
                with formatter.section(panel):
                    formatter.write_dl(rows)


app = typer.Typer(
    name="coaching",
    cls=Grouped,
    help="Carries formal coaching engagements from first interest to the supervisor's handoff.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (
    cohort,
    beginning,
    signing_in,
    looking,
    examine,
    reading,
    acting,
    acts,
    stack,
    models,
    guidance,
    instruments,
    program,
    outside,
    upkeep,
    disposal,
    demo,
):
    commands.register(app)


def main() -> None:
    """Run one command; every trouble ends in a sentence on stderr and a documented exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding shows a mark; it is no reason to fail.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not os.environ.get("COACHING_DEBUG"):
        # Where nobody handles them, what libraries log would go to the terminal, tracebacks too.
        logging.getLogger().addHandler(logging.NullHandler())
    common.own_process = True
    _leave(run())


def run() -> int:
    """One command; its exit code. Streams and process are left as they are."""
    try:
        app(prog_name="coaching")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from workers.cli.explaining import report

        return report(error)
    return 0


@contextlib.contextmanager
def _until_the_reader_leaves() -> Iterator[None]:
    """Stop quietly where the reader of our output goes away (`| head`), as Unix tools do.

    Raises ConnectionError where another pipe broke: click would end at that without a word.
    """
    try:
        yield
    except BrokenPipeError as error:
        if _reader_left():
            raise SystemExit(0) from None
        raise ConnectionError from error


def _reader_left() -> bool:
    """Whether nobody reads our output any more; what is left of it is then thrown away."""
    asked = select.poll()
    asked.register(1, 0)
    left = any(event & (select.POLLERR | select.POLLHUP) for _, event in asked.poll(0))
    if left:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return left


def _leave(code: int) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        _reader_left()
    if "temporalio.bridge" in sys.modules:
        # Temporal's threads may call into an interpreter that is going down, and abort it.
        os._exit(code)
    sys.exit(code)
