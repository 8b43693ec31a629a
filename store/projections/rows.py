"""Rows as tools and pages get them: facts and statuses, no content."""

from dataclasses import dataclass
from datetime import datetime

from domain.base.model import AgencyId, EngagementId, PersonId


@dataclass(frozen=True)
class ListPlace:
    """A place in the list of engagements, from which its next page follows."""

    launched_at: datetime
    engagement_id: EngagementId


@dataclass(frozen=True)
class TimelineLine:
    """That something happened, never what was said; `stage` is the key of one that began."""

    version: int
    at: datetime
    by: PersonId
    role: str
    via: str
    kind: str
    stage: str | None


@dataclass(frozen=True)
class MailLine:
    """What became of a mail; `reason` is why it was refused."""

    mail_id: str
    kind: str
    recipient: PersonId
    occasion: str
    engagement_id: EngagementId | None
    status: str
    frozen_at: datetime
    settled_at: datetime | None
    reason: str


@dataclass(frozen=True)
class OwedLine:
    """A duty; `status` is open, in_mail or done."""

    what: str
    due: datetime
    recipient: PersonId
    how: str
    status: str


@dataclass(frozen=True)
class CohortLine:
    """A cohort, with its rows counted."""

    cohort_id: str
    agency_id: AgencyId
    name: str
    by: PersonId
    opened_at: datetime
    launched: int
    refused: int
    total: int


@dataclass(frozen=True)
class NotedShare:
    """Rows of a cohort that one person noted at one time; `status` as of now."""

    noted_by: str
    noted_at: datetime
    status: str
    rows: int


@dataclass(frozen=True)
class RefusedRow:
    """A row of a cohort the rules refused."""

    engagement_id: EngagementId
    n: int
    code: str
