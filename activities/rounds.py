"""Activities that send mail: one frozen mail, or all that wait."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import assert_never

import structlog
from temporalio import activity

from activities.mail import Attachment, FrozenMail
from activities.ports import (
    Filing,
    MailInHand,
    MailRefused,
    MailRoom,
    Postman,
    StoreUnavailable,
)
from activities.rendering.document_cache import DocumentCache, content_key
from domain.engagement.views.papers import ClosingSummary, Handoff

_log = structlog.get_logger(__name__)

AT_ONCE = 5
"""Mails handed to the mail server at a time."""
BATCH = 100
"""Mails asked for at a time."""
SEND_SECONDS = 50.0
"""The longest one mail may take, from its document to the mail server's answer."""
CLAIM_SECONDS = 120.0
"""How long a mail is in one hand: well over the longest sending, so that no other sends it too."""

NOTE_TRIES = 5
"""How often to note that a mail is out before giving up."""


@dataclass(frozen=True)
class Press:
    """How a document becomes a PDF, and a mail with it a message (`activities.rendering`)."""

    document: Callable[[Attachment], bytes]
    message: Callable[[FrozenMail, bytes | None], EmailMessage]


@dataclass(frozen=True)
class Sent:
    """What one round of sending came to, in mails; `left` wait for the next round."""

    sent: int = 0
    left: int = 0


class Mailing:
    """Files and sends frozen mails, each claimed before: any number of workers may send at once.

    A mail goes out twice only where its sender died, or lost the connection, between the mail
    server's taking it and the note that it did; its Message-ID is then the same.
    """

    def __init__(self, room: MailRoom, postman: Postman, filing: Filing, press: Press) -> None:
        self._room = room
        self._postman = postman
        self._filing = filing
        self._document = DocumentCache(press.document)
        self._message = press.message

    @activity.defn(name="freeze_digests")
    async def freeze_digests(self) -> int:
        """Gather each recipient's due reminders into one mail; the count of mails frozen."""
        return len(await self._room.freeze_digests())

    @activity.defn(name="freeze_summaries")
    async def freeze_summaries(self, agency_id: str) -> list[str]:
        """Fix an agency's closing summaries; ids of mails to send."""
        return list(await self._room.freeze_summaries(agency_id))

    @activity.defn(name="send_mail")
    async def send_mail(self, mail_id: str) -> None:
        """File a frozen mail's document and send it, if that is still to be done."""
        await self._send(mail_id)

    @activity.defn(name="send_waiting")
    async def send_waiting(self) -> Sent:
        """Send every frozen mail that waits; one that fails is left for the next round."""
        sent = 0
        failed: set[str] = set()
        while True:
            ids = await self._room.unsent(BATCH + len(failed))
            fresh = [mail_id for mail_id in ids if mail_id not in failed]
            if not fresh:
                return Sent(sent=sent, left=len(failed))
            gate = asyncio.Semaphore(AT_ONCE)
            outcomes = await asyncio.gather(*(self._try(mail_id, gate) for mail_id in fresh))
            failed.update(m for m, ok in zip(fresh, outcomes, strict=True) if not ok)
            sent += sum(outcomes)

    async def _try(self, mail_id: str, gate: asyncio.Semaphore) -> bool:
        async with gate:
            activity.heartbeat()
            try:
                await self._send(mail_id)
            except MailInHand:
                return False
            except Exception as error:
                # One mail that cannot be sent must not hold up the others.
                _log.warning("mail_left", mail_id=mail_id, error=type(error).__name__)
                return False
            return True

    async def _send(self, mail_id: str) -> None:
        mail = await self._room.claim(mail_id, CLAIM_SECONDS)
        if mail is None:
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                pdf = await self._file(mail)
                message = await asyncio.to_thread(self._message, mail, pdf)
                await self._postman.send(message)
        except MailRefused as refused:
            await self._room.mark_refused(mail_id, str(refused))
        except BaseException:
            with suppress(StoreUnavailable):
                # Without this the next attempt would wait until the claim has run out.
                await self._room.release(mail_id)
            raise
        else:
            await self._note_sent(mail_id)

    async def _note_sent(self, mail_id: str) -> None:
        # It is out: a store that is away for a moment must not make it go out again.
        for _ in range(NOTE_TRIES):
            with suppress(StoreUnavailable):
                return await self._room.mark_sent(mail_id)
            await asyncio.sleep(1)
        return await self._room.mark_sent(mail_id)

    async def _file(self, mail: FrozenMail) -> bytes | None:
        """The mail's document, put where people open it; None for a mail without one."""
        attachment = mail.attachment
        if attachment is None:
            return None
        pdf = await asyncio.to_thread(self._document, attachment)
        await asyncio.to_thread(self._filing.file, _file_name(mail.mail_id, attachment), pdf)
        return pdf


def _file_name(mail_id: str, attachment: Attachment) -> str:
    match attachment:
        case Handoff():
            # Each learner of an engagement has a handoff; its recipients share one file.
            return f"handoff-{attachment.engagement_id}-{content_key(attachment)[:8]}.pdf"
        case ClosingSummary():
            return f"closing-summary-{mail_id}.pdf"
        case _:
            assert_never(attachment)
