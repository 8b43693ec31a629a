"""`coaching`: the command line. Commands import the engine only when they are called."""

import os
import sys

import typer

from workers.commands import acting, cohort, demo, reading, stack, upkeep

app = typer.Typer(
    name="coaching",
    help="Carries formal coaching engagements from first interest to the supervisor's handoff.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (demo, stack, cohort, reading, acting, upkeep):
    commands.register(app)


def main() -> None:
    """Run one command; every trouble ends in a sentence on stderr and a documented exit code."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): that is no trouble of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from workers.troubles import told

        sys.exit(told(error))


if __name__ == "__main__":
    main()
