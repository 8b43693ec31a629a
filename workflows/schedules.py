"""Temporal Schedules of the rounds: made or brought up to date; unknown ones are left alone."""

from collections.abc import Iterable
from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleCalendarSpec,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleRange,
    ScheduleSpec,
    ScheduleUpdate,
    ScheduleUpdateInput,
)

from domain.agency.agency import Agency
from workflows.naming import HEADS_SIGNING, MAIL_ROUND, SWEEPER, WEBHOOK_ROUND, closing_summary
from workflows.rounds import (
    ClosingSummaryWorkflow,
    HeadsSigningWorkflow,
    MailRoundWorkflow,
    SweeperWorkflow,
    WebhookRoundWorkflow,
)

SWEEP_EVERY = timedelta(minutes=1)
MAIL_EVERY = timedelta(minutes=15)
TELL_EVERY = timedelta(seconds=30)
SUMMARY_EVERY = timedelta(days=7)
SIGN_EVERY = timedelta(days=1)
SIGN_AT = timedelta(hours=2, minutes=30)
"""After midnight UTC."""
SHORTEST = timedelta(seconds=1)
# A round missed while Temporal was away is done once on its return, not once for each missed.
_POLICY = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(minutes=1))
_SUMMARY_POLICY = SchedulePolicy(
    overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(days=3)
)
_SIGN_POLICY = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(days=1))


async def ensure_schedules(
    client: Client, task_queue: str, agencies: Iterable[Agency], rate: float = 1.0
) -> int:
    """Make or update every Schedule; `rate` is the clock port's. How many there are.

    Sweeper, signing and webhooks keep wall time; mail rounds and summaries keep domain time. A
    Schedule that an operator paused stays paused.
    """
    wanted = [
        (SWEEPER, _every(SWEEP_EVERY, _sweep(task_queue))),
        (MAIL_ROUND, _every(_scaled(MAIL_EVERY, rate), _mail(task_queue))),
        (HEADS_SIGNING, _sign(task_queue)),
        (WEBHOOK_ROUND, _every(TELL_EVERY, _tell(task_queue))),
    ]
    wanted += [
        (closing_summary(agency.agency_id), _summary(agency, task_queue, rate))
        for agency in agencies
    ]
    for schedule_id, schedule in wanted:
        await _ensure(client, schedule_id, schedule)
    return len(wanted)


async def _ensure(client: Client, schedule_id: str, schedule: Schedule) -> None:
    try:
        await client.create_schedule(schedule_id, schedule)
    except ScheduleAlreadyRunningError:

        def renewed(current: ScheduleUpdateInput) -> ScheduleUpdate:
            schedule.state = current.description.schedule.state
            return ScheduleUpdate(schedule)

        await client.get_schedule_handle(schedule_id).update(renewed)


def _scaled(every: timedelta, rate: float) -> timedelta:
    return max(SHORTEST, every / rate)


def _every(every: timedelta, action: ScheduleActionStartWorkflow) -> Schedule:
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(every)])
    return Schedule(action=action, spec=spec, policy=_POLICY)


def _sweep(task_queue: str) -> ScheduleActionStartWorkflow:
    return ScheduleActionStartWorkflow(
        SweeperWorkflow.run,
        id=SWEEPER,
        task_queue=task_queue,
        static_summary="Nudges engagements with overdue work",
    )


def _mail(task_queue: str) -> ScheduleActionStartWorkflow:
    return ScheduleActionStartWorkflow(
        MailRoundWorkflow.run,
        id=MAIL_ROUND,
        task_queue=task_queue,
        static_summary="Sends the mail that is due",
    )


def _tell(task_queue: str) -> ScheduleActionStartWorkflow:
    return ScheduleActionStartWorkflow(
        WebhookRoundWorkflow.run,
        id=WEBHOOK_ROUND,
        task_queue=task_queue,
        static_summary="Tells other systems what happened",
    )


def _sign(task_queue: str) -> Schedule:
    action = ScheduleActionStartWorkflow(
        HeadsSigningWorkflow.run,
        id=HEADS_SIGNING,
        task_queue=task_queue,
        static_summary="Checks the log and signs how far it has come",
    )
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(SIGN_EVERY, offset=SIGN_AT)])
    return Schedule(action=action, spec=spec, policy=_SIGN_POLICY)


def _summary(agency: Agency, task_queue: str, rate: float) -> Schedule:
    action = ScheduleActionStartWorkflow(
        ClosingSummaryWorkflow.run,
        agency.agency_id,
        id=closing_summary(agency.agency_id),
        task_queue=task_queue,
        static_summary="Sends an agency's closing summaries",
    )
    if rate != 1:
        return _every(_scaled(SUMMARY_EVERY, rate), action)
    when = agency.settings.summaries
    calendar = ScheduleCalendarSpec(
        # Our week begins with Monday as 0, Temporal's with Sunday.
        day_of_week=[ScheduleRange((when.weekday + 1) % 7)],
        hour=[ScheduleRange(when.hour)],
    )
    spec = ScheduleSpec(calendars=[calendar], time_zone_name=agency.settings.time_zone)
    return Schedule(action=action, spec=spec, policy=_SUMMARY_POLICY)
