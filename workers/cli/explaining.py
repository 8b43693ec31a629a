"""Any exception that reaches the top, as a sentence on stderr and an exit code."""

import asyncio
import os
import traceback

import typer

from activities.ports import StoreUnavailable, TookTooLong
from domain.base.refusals import Refusal, RequirementUnmet
from domain.words import say_missing, say_refusal
from services.troubles import Trouble
from workers.cli.exits import Exit, exit_code
from workers.logging import place_of

_DEBUG = "COACHING_DEBUG"


def report(error: Exception) -> int:
    """Print what happened and what to do; the exit code."""
    if os.environ.get(_DEBUG):
        traceback.print_exception(error)
    what, remedy, code = _explain(_first(error))
    typer.echo(f"coaching: {what}", err=True)
    if remedy:
        typer.echo(f"  {remedy}", err=True)
    return int(code)


def exit_of(error: Exception) -> Exit:
    """The code that this ends in."""
    return _explain(_first(error))[2]


def _first(error: Exception) -> Exception:
    """Of several troubles at once the first: the others mostly follow from it."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _explain(error: Exception) -> tuple[str, str, Exit]:
    match error:
        case Trouble():
            return error.what, error.at_terminal, exit_code(error)
        case RequirementUnmet():
            # A line for each of perhaps a dozen things; without them the sentence says what to do.
            says = say_refusal(error.code, {"missing": ()})
            listed = "\n  ".join(f"- {one}" for _, one in say_missing(error.facts))
            return " ".join(says.split()), listed, Exit.REFUSED
        case Refusal():
            return say_refusal(error.code, error.facts), "", Exit.REFUSED
        case TookTooLong():
            return "PostgreSQL answers, but took too long over this", _SLOW, Exit.UNREACHABLE
        case StoreUnavailable():
            return "PostgreSQL does not answer", _CHECK, Exit.UNREACHABLE
        case _ if (known := _of_the_gateway(error)) is not None:
            return str(error), *known
        case TimeoutError() | asyncio.TimeoutError():
            return "a server did not answer in time", _CHECK, Exit.UNREACHABLE
        case _ if _is_temporal_away(error):
            return "Temporal does not answer", _CHECK, Exit.UNREACHABLE
        case _:
            # An exception's text may quote what somebody wrote, so only its place is shown.
            what = f"unexpected {type(error).__name__} at {place_of(error)}"
            return what, f"{_DEBUG}=1 shows all of it.", Exit.UNEXPECTED


_SLOW = "Nothing is known to be recorded. Ask again when the server has less to do."
_CHECK = "`coaching doctor` says what is missing; `coaching up` starts the embedded servers."


def _of_the_gateway(error: Exception) -> tuple[str, Exit] | None:
    """Remedy and exit code of what the way to the engine raises."""
    from workflows.errors import EngineFault, OutcomeUnknown

    match error:
        case OutcomeUnknown():
            return f"--command-id {error.command_id}", Exit.UNKNOWN
        case EngineFault():
            return "", Exit.UNEXPECTED
        case _:
            return None


def _is_temporal_away(error: Exception) -> bool:
    from temporalio.service import RPCError, RPCStatusCode

    return isinstance(error, RPCError) and error.status in (
        RPCStatusCode.UNAVAILABLE,
        RPCStatusCode.DEADLINE_EXCEEDED,
    )
