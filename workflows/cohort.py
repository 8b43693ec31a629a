"""Launches a whole cohort's engagements, a batch at a time; safe to start again."""

from temporalio import workflow

from workflows.policies import LAUNCH, STORE

with workflow.unsafe.imports_passed_through():
    from activities.cohorts import CohortProgress, CohortRun, Cohorts


@workflow.defn(name="CohortLaunch")
class CohortLaunchWorkflow:
    """Works through the ledger's waiting rows until none waits."""

    @workflow.init
    def __init__(self, run: CohortRun) -> None:
        self._progress = CohortProgress()

    @workflow.run
    async def run(self, run: CohortRun) -> CohortProgress:
        """How many engagements were launched and refused, of all in the cohort."""
        while True:
            dealt_with = await workflow.execute_activity_method(Cohorts.launch_batch, run, **LAUNCH)
            self._progress = await workflow.execute_activity_method(
                Cohorts.read_progress, run, **STORE
            )
            if not dealt_with:
                return self._progress
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(run)

    @workflow.query(name="progress")
    def progress(self) -> CohortProgress:
        """As of the last batch."""
        return self._progress
