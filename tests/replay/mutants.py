"""Workflows changed as a careless release might change them: replay must not let them pass."""

from dataclasses import replace

from temporalio import workflow

from activities.messages import EngagementRun, Envelope, Recorded
from workflows.engagement import EngagementWorkflow


@workflow.defn(name="Engagement")
class TimerBeforeRecording(EngagementWorkflow):
    """Waits a second before each command."""

    @workflow.init
    def __init__(self, run: EngagementRun) -> None:
        super().__init__(run)

    @workflow.run
    async def run(self, run: EngagementRun) -> None:
        """As before."""
        await super().run(run)

    async def _record(self, envelope: Envelope) -> Recorded:
        await workflow.sleep(1)
        return await super()._record(envelope)


@workflow.defn(name="Engagement")
class LookTooMany(EngagementWorkflow):
    """Asks what is owed though the launch's answer has just said it."""

    @workflow.init
    def __init__(self, run: EngagementRun) -> None:
        super().__init__(run)
        self._watch = replace(self._watch, version=1)

    @workflow.run
    async def run(self, run: EngagementRun) -> None:
        """As before."""
        await super().run(run)


@workflow.defn(name="Engagement")
class NotChangedAtAll(EngagementWorkflow):
    """The control: it must replay, or the mutants prove nothing."""

    @workflow.init
    def __init__(self, run: EngagementRun) -> None:
        super().__init__(run)

    @workflow.run
    async def run(self, run: EngagementRun) -> None:
        """As before."""
        await super().run(run)


MUTANTS: tuple[type[EngagementWorkflow], ...] = (TimerBeforeRecording, LookTooMany)
