"""Mails reach a real mail server; what it refuses for good is told apart."""

import asyncio
from collections.abc import AsyncIterator
from email import message_from_bytes
from email.policy import SMTP as SMTP_POLICY

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from activities.ports import MailRefused
from activities.rendering.mail import render_mail
from activities.smtp import SmtpPostman
from tests.activities.samples import DIGEST, HANDOFF, SENDER, Content, frozen, pdf_of


class Office:
    """A mail server that answers as the address asks for: `550@…` is refused with 550."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        name = address.split("@")[0]
        if name in ("550", "451"):
            return f"{name} not here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if envelope.rcpt_tos[0].startswith("data554"):
            return "554 no"
        if envelope.rcpt_tos[0].startswith("data452"):
            return "452 later"
        self.taken.append(envelope)
        return "250 OK"


@pytest.fixture
async def office() -> AsyncIterator[tuple[Office, int]]:
    handler = Office()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="office"), "127.0.0.1", 0)
    try:
        yield handler, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("content", [DIGEST, HANDOFF], ids=lambda c: c.document)
async def test_a_mail_arrives_as_it_was_made(office: tuple[Office, int], content: Content) -> None:
    handler, port = office
    message = render_mail(frozen(content), SENDER, pdf_of(content))
    await SmtpPostman("127.0.0.1", port, timeout=5).send(message)
    (taken,) = handler.taken
    assert taken.mail_from == SENDER
    assert taken.rcpt_tos == ["dana@agency.example"]
    assert isinstance(taken.content, bytes)
    arrived = message_from_bytes(taken.content, policy=SMTP_POLICY)
    assert arrived["Message-ID"] == "<m1@agency.example>"
    assert [p.get_content_type() for p in arrived.walk()] == [
        p.get_content_type() for p in message.walk()
    ]
    leaves = [p.get_content() for p in arrived.walk() if not p.is_multipart()]
    sent = message_from_bytes(message.as_bytes(), policy=SMTP_POLICY)
    made = [p.get_content() for p in sent.walk() if not p.is_multipart()]
    assert leaves == made


@pytest.mark.parametrize(("name", "code"), [("550", "550"), ("data554", "554")])
async def test_a_refusal_for_good_is_a_bounce(
    office: tuple[Office, int], name: str, code: str
) -> None:
    message = render_mail(frozen(DIGEST, address=f"{name}@agency.example"), SENDER, pdf_of(DIGEST))
    with pytest.raises(MailRefused, match=code):
        await SmtpPostman("127.0.0.1", office[1], timeout=5).send(message)


@pytest.mark.parametrize("name", ["451", "data452"])
async def test_a_refusal_for_now_is_raised_to_be_tried_again(
    office: tuple[Office, int], name: str
) -> None:
    message = render_mail(frozen(DIGEST, address=f"{name}@agency.example"), SENDER, pdf_of(DIGEST))
    with pytest.raises(aiosmtplib.SMTPException):
        await SmtpPostman("127.0.0.1", office[1], timeout=5).send(message)


async def test_no_server_is_raised_to_be_tried_again() -> None:
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await SmtpPostman("127.0.0.1", 1, timeout=5).send(
            render_mail(frozen(DIGEST), SENDER, pdf_of(DIGEST))
        )


async def test_starttls_is_demanded_where_asked_for(office: tuple[Office, int]) -> None:
    with pytest.raises(aiosmtplib.SMTPException):
        await SmtpPostman("127.0.0.1", office[1], starttls=True, timeout=5).send(
            render_mail(frozen(DIGEST), SENDER, pdf_of(DIGEST))
        )
    assert office[0].taken == []
