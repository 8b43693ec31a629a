"""The way to the mail server and the look of mails, as settings say."""

from email.message import EmailMessage

from activities.mail import FrozenMail
from activities.ports import Postman
from activities.rendering.documents import document_pdf
from activities.rendering.mail import render_mail
from activities.rounds import Press
from activities.smtp import SmtpPostman
from services.troubles import BadUsage
from workers.settings import Settings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def postman(settings: Settings) -> Postman:
    """Who hands mails to the mail server. Raises `BadUsage` when none is set, or one in clear."""
    host = settings.smtp_host
    if host is None:
        raise BadUsage("no mail server is set", "Set COACHING_SMTP_HOST.")
    if settings.smtp_security == "none" and host not in _LOOPBACK:
        raise BadUsage(
            "mail would travel in the clear: COACHING_SMTP_SECURITY is `none`",
            "Set it to `starttls` or `tls`.",
        )
    secret = settings.smtp_password
    return SmtpPostman(
        host,
        settings.smtp_port,
        starttls=settings.smtp_security == "starttls",
        tls=settings.smtp_security == "tls",
        username=settings.smtp_user,
        password=secret.get_secret_value() if secret else None,
    )


def press(settings: Settings) -> Press:
    """How mails and documents are made."""

    def message(mail: FrozenMail, pdf: bytes | None) -> EmailMessage:
        return render_mail(mail, settings.mail_from, pdf)

    return Press(document=document_pdf, message=message)
