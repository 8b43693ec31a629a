"""The ports: what activities need of the world. `store`, `workflows`, `workers` implement them.

Every method is safe to call again: what was done is not done twice.
Times are domain times (see `Clock`) unless a name says `seconds`, which are wall seconds.
"""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol

from activities.mail import FrozenMail
from activities.messages import Envelope, Owed, Recorded
from domain.base.model import AgencyId, EngagementId

AT_ONCE = 20
"""Calls of the store a process makes at once, if nothing else is set: the slots of a worker and
the connections of its pool are both this many, so that no call waits for a connection."""


class StoreUnavailable(Exception):
    """PostgreSQL did not answer in time; nothing is known to be recorded. Repeat the command."""


class TookTooLong(StoreUnavailable):
    """PostgreSQL answers, but did not get through a statement of ours in the time it may take."""


class StaleEpoch(Exception):
    """Another engine took over (`recover`); this process must stop writing and start anew."""


class MailRefused(Exception):
    """The mail server refused this mail for good (a bounce); sending again will not help."""


class MailInHand(Exception):
    """Another sender has claimed this mail, or had when it died; ask again later."""


class LogNotWhole(Exception):
    """Events were changed, removed, reordered or cut off, or the signed heads were."""

    def __init__(self, findings: int) -> None:
        super().__init__(f"the log is not as it was written: {findings} findings")
        self.findings = findings


class Clock(Protocol):
    """Domain time = origin + rate × wall time; rate 1 in production."""

    def now(self) -> datetime:
        """Domain time, with UTC offset."""

    def seconds_until(self, due: datetime) -> float:
        """Wall seconds until a domain time; 0 if it has passed."""


class EngagementLog(Protocol):
    """The event log of engagements: every rule runs inside `record`, in one transaction."""

    async def record(self, envelope: Envelope) -> Recorded:
        """Decide and append one command.

        Raises `domain.base.refusals.Refusal`, `StoreUnavailable`, `StaleEpoch`.
        """

    async def owed(self, engagement_id: EngagementId) -> Owed:
        """What the engine owes now (acts and deliveries, not digest lines)."""

    async def perform(self, engagement_id: EngagementId, key: str) -> Recorded:
        """Do one owed `act`, or note a `deliver` as done, in one transaction.

        Raises `StoreUnavailable`, `StaleEpoch`.
        """

    async def exists(self, engagement_id: EngagementId) -> bool:
        """Whether the log holds this engagement."""

    async def overdue(
        self, grace_seconds: float, limit: int
    ) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Engagements owed something for longer than `grace_seconds` of wall time."""

    async def catch_up_changed(self, seconds: float) -> int:
        """Recompute for so long what is owed where an agency changed since; how many there were."""

    async def unfinished(self) -> Sequence[tuple[EngagementId, AgencyId]]:
        """Every engagement that has not ended."""


class EngagementWorkflows(Protocol):
    """The workflows of other engagements, as `workflows.gateway` reaches them."""

    async def submit(self, envelope: Envelope, agency_id: str, launch: bool = False) -> Recorded:
        """Have one command recorded by its engagement's workflow.

        Raises `domain.base.refusals.Refusal`, `StoreUnavailable`, and what the workflows raise.
        """

    async def nudge(self, engagement_id: str, agency_id: str) -> None:
        """Make an engagement's workflow look again at what is owed, starting it if need be."""


class MailRoom(Protocol):
    """Freezes what is due into mails, and keeps what became of each."""

    async def freeze_digests(self) -> Sequence[str]:
        """One digest per (recipient, local date), within working hours; ids of mails to send."""

    async def freeze_handoff(self, engagement_id: EngagementId, key: str) -> Sequence[str]:
        """The handoff's mails, to supervisor and learner; ids of those still to send.

        Whatever the hour: a handoff answers what somebody just did, and is waited for. Working
        hours bind the reminders that the engine sends unasked (`freeze_digests`).
        """

    async def freeze_summaries(self, agency_id: AgencyId) -> Sequence[str]:
        """A closing summary per supervisor with engagements closed since the last one."""

    async def unsent(self, limit: int) -> Sequence[str]:
        """Ids of frozen mails neither sent nor refused, and claimed by nobody."""

    async def claim(self, mail_id: str, seconds: float) -> FrozenMail | None:
        """Claim a mail for so many wall seconds; None if it is not to be sent any more.

        Raises `MailInHand` while another sender, in this process or elsewhere, has it.
        """

    async def release(self, mail_id: str) -> None:
        """Let go of a mail that was claimed here and not sent, so that it may be tried at once."""

    async def mark_sent(self, mail_id: str) -> None:
        """The mail server took it."""

    async def mark_refused(self, mail_id: str, reason: str) -> None:
        """The mail server refused it for good; the coordinator is shown that."""


class Postman(Protocol):
    """The way to the mail server."""

    async def send(self, message: EmailMessage) -> None:
        """Hand one mail over. Raises `MailRefused` when it is refused for good."""


class Filing(Protocol):
    """Where finished documents are put for people to open."""

    def file(self, name: str, pdf: bytes) -> None:
        """Write a document whole or not at all; the same name again replaces it."""


class Anchoring(Protocol):
    """Signs how far the log has come, in a file outside the database."""

    async def write_heads(self) -> int:
        """Check the whole log, then sign the head of each stream; the count of streams.

        The file is replaced whole, and only if every event is as it was written and follows what
        was signed before. Raises `LogNotWhole`, `StoreUnavailable`.
        """


class CohortLedger(Protocol):
    """The rows of a cohort on their way to being launched."""

    async def waiting(self, cohort_id: str, limit: int) -> Sequence[Envelope]:
        """Launch commands not yet carried out; the people they name are registered.

        None only where no row waits any more.
        """

    async def mark_launched(self, cohort_id: str, engagement_id: EngagementId) -> None:
        """This row is done."""

    async def mark_refused(self, cohort_id: str, engagement_id: EngagementId, code: str) -> None:
        """This row was refused by the rules; shown to the coordinator."""

    async def progress(self, cohort_id: str) -> tuple[int, int, int]:
        """(launched, refused, all) rows."""
