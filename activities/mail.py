"""A mail frozen before it is sent, so that sending it again sends the very same mail."""

from enum import StrEnum

from domain.base.model import Frozen, Instant, PersonId
from domain.engagement.views.papers import ClosingSummary, Digest, Handoff

Attachment = Handoff | ClosingSummary
"""What goes along with a mail as a PDF."""


class MailKind(StrEnum):
    """What a mail is for; decides its layout, never its subject's tone: subjects stay neutral."""

    DIGEST = "digest"
    HANDOFF = "handoff"
    CLOSING_SUMMARY = "closing_summary"


class FrozenMail(Frozen):
    """One mail to one person, its content fixed; `message_id` is stable over every attempt."""

    mail_id: str
    kind: MailKind
    recipient: PersonId
    name: str
    address: str
    time_zone: str
    message_id: str
    frozen_at: Instant
    content: Digest | Handoff | ClosingSummary

    @property
    def attachment(self) -> Attachment | None:
        """The document that goes along; a digest has none."""
        return None if isinstance(self.content, Digest) else self.content
