"""The way to the mail server: one connection a mail, permanent refusals told apart."""

from email.message import EmailMessage

import aiosmtplib

from activities.ports import MailRefused

_REASON_LENGTH = 200


class SmtpPostman:
    """Implements `activities.ports.Postman`. `timeout` is in seconds, for each exchange.

    `tls` opens the connection encrypted (port 465); `starttls` demands the upgrade on a plain one.
    With neither, the mail travels in the clear: for a server on this machine only.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        starttls: bool = False,
        tls: bool = False,
        username: str | None = None,
        password: str | None = None,
        timeout: float = 30.0,
    ) -> None:
        if starttls and tls:
            raise ValueError("choose starttls or tls, not both")
        self._host = host
        self._port = port
        self._starttls = starttls
        self._tls = tls
        self._username = username
        self._password = password
        self._timeout = timeout

    async def send(self, message: EmailMessage) -> None:
        """Hand one mail over.

        Raises `MailRefused` when the server refuses the recipient or the mail for good (5xx);
        anything else (no answer, 4xx, our sign-in or sender refused) is raised as it came: those
        are corrected elsewhere, and the same mail is sent again.
        """
        client = aiosmtplib.SMTP(
            hostname=self._host,
            port=self._port,
            start_tls=self._starttls,
            use_tls=self._tls,
            username=self._username,
            password=self._password,
            timeout=self._timeout,
        )
        try:
            async with client:
                await client.send_message(message)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            if any(_for_good(one) for one in refused.recipients):
                raise MailRefused(_reason(refused.recipients[0])) from refused
            raise
        except (aiosmtplib.SMTPRecipientRefused, aiosmtplib.SMTPDataError) as refused:
            if _for_good(refused):
                raise MailRefused(_reason(refused)) from refused
            raise


def _for_good(refused: aiosmtplib.SMTPResponseException) -> bool:
    return 500 <= refused.code <= 599


def _reason(refused: aiosmtplib.SMTPResponseException) -> str:
    return f"{refused.code} {' '.join(refused.message.split())}"[:_REASON_LENGTH]
