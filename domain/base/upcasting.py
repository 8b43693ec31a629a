"""Old events in today's shape: a wire name stays, its version rises when its shape changes.

To change an event: raise its number in `VERSIONS`, add the step from the former version to
`STEPS`, and add a stored example of the former version to the tests.
"""

from collections.abc import Callable
from typing import Any

Body = dict[str, Any]

VERSIONS: dict[str, int] = {}
"""Current version of each kind; a kind that is not here is at its first."""

STEPS: dict[tuple[str, int], Callable[[Body], Body]] = {}
"""(kind, version) to the function that brings a body of that version to the next."""


def version_of(kind: str) -> int:
    """The current version of a kind of event."""
    return VERSIONS.get(kind, 1)


def upcast(kind: str, v: int, body: Body) -> Body:
    """A stored body brought to the current version, one step at a time.

    Raises ValueError for a version newer than this release knows.
    """
    current = version_of(kind)
    if v > current:
        raise ValueError(f"{kind} is stored at version {v}, this release knows {current}")
    for step in range(v, current):
        body = STEPS[kind, step](body)
    return body
