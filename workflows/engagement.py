"""One engagement's workflow: its mailbox and its durable clock. No rule of coaching is in here."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    ApplicationErrorCategory,
    FailureError,
    is_cancelled_exception,
)

from workflows.duties import discharge
from workflows.envelopes import unreadable
from workflows.policies import RECORD, STORE
from workflows.watch import Watch

with workflow.unsafe.imports_passed_through():
    from activities.errors import STALE_EPOCH, STORE_UNAVAILABLE, refusal, store_unavailable
    from activities.messages import EngagementRun, Envelope, Recorded
    from activities.recording import Recording
    from domain.base.refusals import Refusal
    from workflows.attributes import changes, details

MOST_EVENTS = 300
"""A run continues as new here, some forty commands on, though Temporal would allow 51,200 events:
a worker that starts replays each run that stirs, at about 0.1 s for so many events."""

UPDATE = "record"
NUDGE = "nudge"


@workflow.defn(name="Engagement")
class EngagementWorkflow:
    """Records commands one at a time, and sees to it that what is owed gets done in time."""

    @workflow.init
    def __init__(self, run: EngagementRun) -> None:
        self._run = run
        self._watch = Watch()
        self._lock = asyncio.Lock()
        self._outages = 0
        self._last_keys: list[str] = []

    @workflow.run
    async def run(self, run: EngagementRun) -> None:
        """Look, rest, look again; until there is nothing left to wait for."""
        # Begun by a command, its answer says what is owed: nothing need be looked for before.
        await workflow.wait_condition(workflow.all_handlers_finished)
        while True:
            if self._watch.due and not self._long():
                await self._look()
            self._show()
            if not (self._watch.over or self._long()):
                await self._rest()
                continue
            # A handler cut off by the end of its run would leave its caller without an answer.
            await workflow.wait_condition(workflow.all_handlers_finished)
            if self._long():
                workflow.continue_as_new(replace(run, runs=run.runs + 1))
            if self._watch.over:
                return

    @workflow.update(name=UPDATE)
    async def record(self, envelope: Envelope) -> Recorded:
        """Have one command recorded. Fails with type Refusal or StoreUnavailable, typed."""
        outages = self._outages
        # Under a lock, or ten callers would hold ten connections that wait for the same row.
        async with self._lock:
            if outages != self._outages:
                # The store failed the one before: the queue behind it is let go at once.
                raise store_unavailable()
            result = await self._record(envelope)
        self._watch.recorded(result, workflow.now())
        self._show()
        return result

    @record.validator
    def _readable(self, envelope: Envelope) -> None:
        reason = unreadable(envelope, self._run.engagement_id)
        if reason is not None:
            raise refusal(Refusal("unreadable_envelope", reason=reason))

    @workflow.signal(name=NUDGE)
    def nudge(self) -> None:
        """Look again at what is owed; the sweeper's and recovery's knock."""
        self._watch.due = True

    async def _record(self, envelope: Envelope) -> Recorded:
        try:
            return await workflow.execute_local_activity_method(
                Recording.record_command, envelope, **RECORD
            )
        except FailureError as error:
            if is_cancelled_exception(error):
                raise
            # A local activity's failure comes bare, an ordinary one's wrapped.
            raise self._plain(error.cause if isinstance(error, ActivityError) else error) from None

    def _plain(self, cause: BaseException | None) -> ApplicationError:
        if not isinstance(cause, ApplicationError) or cause.type in (
            STORE_UNAVAILABLE,
            STALE_EPOCH,  # this worker ends; repeated, the command comes to another
        ):
            self._outages += 1
            return store_unavailable()
        return ApplicationError(
            cause.message,
            *cause.details,
            type=cause.type,
            non_retryable=True,
            category=ApplicationErrorCategory.BENIGN,
        )

    async def _look(self) -> None:
        self._watch.due = False
        engagement_id = self._run.engagement_id
        try:
            owed = await workflow.execute_activity_method(
                Recording.read_owed, engagement_id, **STORE
            )
        except ActivityError as error:
            self._give_up_for_now(error, "what is owed")
            return
        self._watch.owed(owed, workflow.now())
        keys = [item.key for item in owed.items]
        if keys and keys == self._last_keys:
            # Done, yet owed again: without a pause this would go round as fast as it can.
            self._last_keys = []
            self._watch.pause(workflow.now())
            return
        self._last_keys = keys
        for item in owed.items:
            try:
                done = await discharge(engagement_id, item)
            except ActivityError as error:
                self._give_up_for_now(error, item.how)
                return
            self._watch.recorded(done, workflow.now())

    def _give_up_for_now(self, error: ActivityError, what: str) -> None:
        if is_cancelled_exception(error):
            raise error
        workflow.logger.warning("could not be done, tried again later: %s", what)
        if workflow.patched("given-up-is-not-done"):
            # It stays owed because it was not done: the next look does it, and is no circle.
            self._last_keys = []
        self._watch.pause(workflow.now())

    async def _rest(self) -> None:
        alarm = self._watch.wake
        seconds = None if alarm is None else (alarm - workflow.now()) / timedelta(seconds=1)

        def stirred() -> bool:
            # A timer is replaced by an earlier one only: a later one is set when it rings.
            wake = self._watch.wake
            earlier = wake is not None and (alarm is None or wake < alarm)
            return self._watch.due or earlier or self._long() or self._watch.over

        if seconds is None or seconds > 0:
            with suppress(TimeoutError):
                await workflow.wait_condition(
                    stirred, timeout=seconds, timeout_summary="until something falls due"
                )
        self._watch.rang(workflow.now())

    def _long(self) -> bool:
        info = workflow.info()
        return (
            info.is_continue_as_new_suggested() or info.get_current_history_length() >= MOST_EVENTS
        )

    def _show(self) -> None:
        watch = self._watch
        current = workflow.info().typed_search_attributes
        agency = self._run.agency_id
        if updates := changes(current, watch.stage, watch.status, agency):
            workflow.upsert_search_attributes(updates)
        workflow.set_current_details(
            details(watch.version, watch.stage, watch.status, watch.wake, watch.due)
        )
