"""Where `coaching` begins: Ctrl-C is no failure even while its commands are still being loaded."""

import sys


def main() -> None:
    """Run one command."""
    try:
        from workers.cli.app import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
