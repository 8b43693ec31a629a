"""Launches a whole cohort's engagements, a batch at a time; safe to start again."""

from temporalio import workflow

from workflows.policies import LAUNCH, STORE

with workflow.unsafe.imports_passed_through():
    from activities.cohorts import CohortProgress, CohortRun, Cohorts

MORE = "more"


@workflow.defn(name="CohortLaunch")
class CohortLaunchWorkflow:
    """Works through the ledger's waiting rows until none waits."""

    @workflow.init
    def __init__(self, run: CohortRun) -> None:
        self._more = False

    @workflow.run
    async def run(self, run: CohortRun) -> CohortProgress:
        """How many engagements were launched and refused, of all in the cohort."""
        while True:
            self._more = False
            dealt_with = await workflow.execute_activity_method(Cohorts.launch_batch, run, **LAUNCH)
            progress = await workflow.execute_activity_method(Cohorts.read_progress, run, **STORE)
            # Rows may have been noted while the last batch was looked for.
            if not dealt_with and not self._more:
                return progress
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(run)

    @workflow.signal(name=MORE)
    def more(self) -> None:
        """Rows were noted: look for them before ending, though none waited just now."""
        self._more = True
