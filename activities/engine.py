"""The port through which activities reach the workflows of other engagements."""

from typing import Protocol

from activities.messages import Envelope, Recorded


class Engine(Protocol):
    """What the sweeper and a cohort's launch need of Temporal; `workflows.gateway` implements."""

    async def submit(self, envelope: Envelope, agency_id: str, launch: bool = False) -> Recorded:
        """Have one command recorded by its engagement's workflow."""

    async def nudge(self, engagement_id: str, agency_id: str) -> None:
        """Make an engagement's workflow look again at what is owed, starting it if need be."""
