"""How long the engine waits for each kind of activity, and how it repeats it."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class Local(TypedDict):
    """Options of a local activity."""

    start_to_close_timeout: timedelta
    schedule_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class Ordinary(TypedDict):
    """Options of an ordinary activity."""

    start_to_close_timeout: timedelta
    schedule_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class Long(Ordinary):
    """Options of an activity that reports while it works."""

    heartbeat_timeout: timedelta


# Above the store's own limit (3.5 s), and twice under the callers' 8 s: an update that comes
# while another is being recorded is delivered only when that one is through.
RECORD: Local = {
    "start_to_close_timeout": timedelta(seconds=3.75),
    "schedule_to_close_timeout": timedelta(seconds=3.75),
    # The caller repeats, not the handler: a handler that retries fills the limit of ten updates.
    "retry_policy": RetryPolicy(maximum_attempts=1),
}

_BACKOFF = RetryPolicy(
    initial_interval=timedelta(seconds=0.5),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=10),
)

# Bounded, though all is retried for ever: a run that waits in one activity can't continue as new.
STORE: Ordinary = {
    "start_to_close_timeout": timedelta(seconds=15),
    "schedule_to_close_timeout": timedelta(minutes=10),
    "retry_policy": _BACKOFF,
}

MAIL: Ordinary = {
    "start_to_close_timeout": timedelta(seconds=60),
    "schedule_to_close_timeout": timedelta(minutes=10),
    "retry_policy": _BACKOFF,
}

ROUND: Long = {
    "start_to_close_timeout": timedelta(minutes=10),
    "schedule_to_close_timeout": timedelta(minutes=20),
    "heartbeat_timeout": timedelta(seconds=90),
    "retry_policy": _BACKOFF,
}

# Reads the whole log; should its worker die, an hour is soon enough for what is done daily.
SIGN: Ordinary = {
    "start_to_close_timeout": timedelta(hours=1),
    "schedule_to_close_timeout": timedelta(hours=6),
    "retry_policy": _BACKOFF,
}

# A cohort waits out a store that is away over a weekend; each attempt leaves done rows done.
LAUNCH: Long = {
    "start_to_close_timeout": timedelta(minutes=10),
    "schedule_to_close_timeout": timedelta(days=7),
    "heartbeat_timeout": timedelta(seconds=60),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1)
    ),
}
