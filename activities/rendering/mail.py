"""Makes the mail that is sent from the mail that was frozen; the same one, the same bytes."""

import hashlib
import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from activities.mail import FrozenMail
from activities.ports import MailRefused
from activities.rendering.bodies import (
    digest_page,
    digest_subject,
    handoff_page,
    handoff_subject,
    summary_page,
    summary_subject,
)
from activities.rendering.pages import Page, as_html, as_text
from domain.engagement.views.papers import ClosingSummary, Digest, Handoff

_NOT_PRINTED = re.compile(
    r"[\x00-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+"
)
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")


def render_mail(mail: FrozenMail, sender: str, pdf: bytes | None) -> EmailMessage:
    """The mail as text and HTML, `pdf` (its document) attached. `sender` is a plain address.

    Headers but `To` name nobody and never say what the mail is about. Raises `MailRefused` if
    the recipient's address can't be one, `ValueError` for a sender or Message-ID that can't, or
    where the document is missing.
    """
    if (pdf is None) != (mail.attachment is None):
        raise ValueError("a mail and its document go together")
    subject, page, name = _content(mail)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["From"] = Address(addr_spec=sender)
    message["To"] = _recipient(mail)
    message["Date"] = format_datetime(mail.frozen_at)
    message["Message-ID"] = _message_id(mail)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(as_text(page), cte="quoted-printable")
    message.add_alternative(as_html(page), subtype="html", cte="quoted-printable")
    if pdf is not None:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    _fix_boundaries(message, mail.message_id)
    return message


def _content(mail: FrozenMail) -> tuple[str, Page, str]:
    """Subject, body, and the name of what is attached; all but the body tell the day alone."""
    content = mail.content
    match content:
        case Digest():
            page = digest_page(content, ZoneInfo(mail.time_zone))
            return digest_subject(content), page, ""
        case Handoff():
            name = f"document-{content.produced_at.date().isoformat()}.pdf"
            return handoff_subject(), handoff_page(content, mail.name), name
        case ClosingSummary():
            name = f"summary-{content.until.isoformat()}.pdf"
            return summary_subject(content), summary_page(content, mail.name), name
        case _:
            assert_never(content)


def _recipient(mail: FrozenMail) -> Address:
    name = " ".join(_NOT_PRINTED.sub(" ", mail.name).split())
    try:
        if _NOT_PRINTED.search(mail.address) or not mail.address.isascii():
            raise ValueError("not an address")
        address = Address(addr_spec=mail.address)
        if not address.username or not address.domain:
            raise ValueError("not an address")
        return Address(name, address.username, address.domain)
    except (ValueError, IndexError, MessageError) as error:  # the standard parser raises all
        raise MailRefused("the address on record is not a mail address") from error


def _message_id(mail: FrozenMail) -> str:
    given = mail.message_id if mail.message_id.startswith("<") else f"<{mail.message_id}>"
    if not _MESSAGE_ID.fullmatch(given):
        raise ValueError("not a Message-ID")
    return given


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    """Boundaries follow from the Message-ID instead of chance, so that a repeat is identical."""
    for index, part in enumerate(part for part in message.walk() if part.is_multipart()):
        digest = hashlib.sha256(f"{message_id}/{index}".encode()).hexdigest()
        part.set_boundary(f"={'=' * 5}{digest[:32]}==")
