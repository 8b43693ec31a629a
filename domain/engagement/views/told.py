"""What other systems are told of: facts that a coordinator may always know."""

from functools import cache

from domain.base.confidential import Release
from domain.base.roles import Role
from domain.engagement.events import EVENT_CLASSES


@cache
def told_kinds() -> frozenset[str]:
    """Kinds of events whose happening a coordinator may know whatever else is so.

    What depends on the engagement, as a concern that only its handler knows of, is not told.
    """
    coordinator = Role.COORDINATOR
    return frozenset(
        str(cls.model_fields["kind"].default)
        for cls in EVENT_CLASSES
        if cls.known_to.release(coordinator) is Release.ALWAYS
    )
