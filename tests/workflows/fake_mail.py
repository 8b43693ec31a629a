"""The mail room, the postman and the filing in memory."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage

from activities.mail import FrozenMail, MailKind
from activities.ports import MailInHand, MailRefused
from domain.engagement.views.papers import Digest


class FakeMailRoom:
    """Keeps frozen mails: `waiting` to be sent, `sent`, `refused`."""

    def __init__(self) -> None:
        self.waiting: dict[str, FrozenMail] = {}
        self.sent: list[str] = []
        self.refused: list[str] = []
        self.digests: list[str] = []
        self.summaries: dict[str, list[str]] = {}
        self.in_hand: set[str] = set()

    def _freeze(self, names: Sequence[str]) -> Sequence[str]:
        settled = {*self.sent, *self.refused}
        for name in names:
            if name not in settled:
                self.waiting[name] = mail(name)
        return [name for name in names if name not in settled]

    async def freeze_digests(self) -> Sequence[str]:
        return self._freeze(self.digests)

    async def freeze_handoff(self, engagement_id: str, key: str) -> Sequence[str]:
        return self._freeze([f"{engagement_id}-supervisor", f"{engagement_id}-learner"])

    async def freeze_summaries(self, agency_id: str) -> Sequence[str]:
        return self._freeze(self.summaries.get(agency_id, []))

    async def unsent(self, limit: int) -> Sequence[str]:
        return [one for one in self.waiting if one not in self.in_hand][:limit]

    async def claim(self, mail_id: str, seconds: float) -> FrozenMail | None:
        if mail_id in self.in_hand:
            raise MailInHand
        if mail_id in self.waiting:
            self.in_hand.add(mail_id)
        return self.waiting.get(mail_id)

    async def release(self, mail_id: str) -> None:
        self.in_hand.discard(mail_id)

    async def mark_sent(self, mail_id: str) -> None:
        self.in_hand.discard(mail_id)
        del self.waiting[mail_id]
        self.sent.append(mail_id)

    async def mark_refused(self, mail_id: str, reason: str) -> None:
        self.in_hand.discard(mail_id)
        del self.waiting[mail_id]
        self.refused.append(mail_id)


class FakePostman:
    """The mail server's near side: ids in `refuse` bounce, ids in `fail` do not get through."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.refuse: set[str] = set()
        self.fail: set[str] = set()

    async def send(self, message: EmailMessage) -> None:
        name = str(message["Message-ID"])
        if name in self.refuse:
            raise MailRefused("550 no such mailbox")
        if name in self.fail:
            raise ConnectionRefusedError
        self.sent.append(name)


class FakeFiling:
    """Documents by name."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def file(self, name: str, pdf: bytes) -> None:
        self.files[name] = pdf


def mail(mail_id: str) -> FrozenMail:
    """A digest with nothing in it."""
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    return FrozenMail(
        mail_id=mail_id,
        kind=MailKind.DIGEST,
        recipient="p1",
        name="A. Learner",
        address="a@example.org",
        time_zone="UTC",
        message_id=mail_id,
        frozen_at=at,
        content=Digest(name="A. Learner", local_date=at.date(), lines=()),
    )


def message(frozen: FrozenMail, _pdf: bytes | None) -> EmailMessage:
    """The barest message that can be told apart."""
    out = EmailMessage()
    out["Message-ID"] = frozen.message_id
    return out
