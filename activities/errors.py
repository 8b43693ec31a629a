"""What activities may tell Temporal of a failure: a type, a code and facts; never a message.

An exception's own text can hold what people wrote (a validation error quotes its input), and
Temporal keeps failures in clear. So every activity's failure passes through here.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory, CancelledError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.ports import LogNotWhole, MailInHand, StaleEpoch, StoreUnavailable
from domain.base.refusals import Refusal

REFUSAL = "Refusal"
STORE_UNAVAILABLE = "StoreUnavailable"
STALE_EPOCH = "StaleEpoch"
LOG_NOT_WHOLE = "LogNotWhole"
MAIL_IN_HAND = "MailInHand"
ENGINE_FAULT = "EngineFault"

_log = structlog.get_logger(__name__)


def refusal(error: Refusal) -> ApplicationError:
    """A refusal on its way through Temporal: details are [code, facts]."""
    return ApplicationError(
        error.code,
        error.code,
        dict(error.facts),
        type=REFUSAL,
        non_retryable=True,
        category=ApplicationErrorCategory.BENIGN,
    )


def store_unavailable() -> ApplicationError:
    """PostgreSQL did not answer in time; whoever asked may repeat the same command."""
    return ApplicationError(
        "the store did not answer in time; repeat the same command",
        type=STORE_UNAVAILABLE,
        category=ApplicationErrorCategory.BENIGN,
    )


def stale_epoch() -> ApplicationError:
    """This worker was superseded: it ends, and the same is asked again of another."""
    return ApplicationError(
        "another engine has taken over; this worker ends",
        type=STALE_EPOCH,
        category=ApplicationErrorCategory.BENIGN,
    )


def log_not_whole(error: LogNotWhole) -> ApplicationError:
    """The log is not as it was written: nothing to repeat, somebody must look."""
    return ApplicationError(
        f"{error}; `coaching verify` names them",
        error.findings,
        type=LOG_NOT_WHOLE,
        non_retryable=True,
    )


def mail_in_hand() -> ApplicationError:
    """Another sender is at it: asked again until it was sent, or that sender's time is up."""
    return ApplicationError(
        "another sender has claimed this mail",
        type=MAIL_IN_HAND,
        category=ApplicationErrorCategory.BENIGN,
    )


def fault(error: BaseException) -> ApplicationError:
    """Anything unforeseen, by its class name alone; retried as the activity's policy says."""
    name = type(error).__name__
    return ApplicationError(
        f"{name}: see the worker's log", name, type=ENGINE_FAULT, category=_category(error)
    )


def _category(error: BaseException) -> ApplicationErrorCategory:
    # A server that is away for a while is no reason for a stack trace at each attempt.
    if isinstance(error, OSError):
        return ApplicationErrorCategory.BENIGN
    return ApplicationErrorCategory.UNSPECIFIED


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"


class _TypedFailuresInbound(ActivityInboundInterceptor):
    def __init__(
        self, next: ActivityInboundInterceptor, superseded: Callable[[], None] | None
    ) -> None:
        super().__init__(next)
        self._superseded = superseded

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        try:
            return await super().execute_activity(input)
        except (ApplicationError, CancelledError):
            raise
        except asyncio.CancelledError:
            details = activity.cancellation_details()
            if details is None or not details.timed_out:
                raise
            raise store_unavailable() from None
        except Refusal as error:
            raise refusal(error) from None
        except StoreUnavailable:
            raise store_unavailable() from None
        except MailInHand:
            raise mail_in_hand() from None
        except LogNotWhole as error:
            raise log_not_whole(error) from None
        except StaleEpoch:
            if self._superseded is not None:
                self._superseded()
            raise stale_epoch() from None
        except Exception as error:
            info = activity.info()
            _log.warning(
                "activity_failed",
                activity=info.activity_type,
                workflow=info.workflow_id,
                attempt=info.attempt,
                error=type(error).__name__,
                where=_where(error),
            )
            raise fault(error) from None


class TypedFailures(Interceptor):
    """Worker interceptor: lets no exception's text into Temporal.

    `superseded` is called when the store says that another engine took over.
    """

    def __init__(self, superseded: Callable[[], None] | None = None) -> None:
        self._superseded = superseded

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Wrap one activity."""
        return _TypedFailuresInbound(next, self._superseded)
