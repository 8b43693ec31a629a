"""Delivered mails, opened: every part decoded, PDFs read with their metadata."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from domain.agency.agency import AgencySettings
from domain.calendar.working_time import is_working_day

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True)
class Letter:
    """One delivered mail; `text` is all that can be read in it, headers and documents too."""

    to: str
    subject: str
    message_id: str
    at: datetime
    said: str
    documents: tuple[str, ...]
    raw: bytes

    @property
    def text(self) -> str:
        return "\n".join((self.said, *self.documents))

    @property
    def is_digest(self) -> bool:
        return self.subject.startswith("Your reminders")

    @property
    def is_summary(self) -> bool:
        return self.subject.startswith("Your summary")


def read_letter(path: Path) -> Letter:
    """Open one mail."""
    raw = path.read_bytes()
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    said = [f"{name}: {value}" for name, value in message.items()]
    documents = []
    for part in message.walk():
        if part.get_content_maintype() == "text":
            said.append(part.get_content())
        elif part.get_content_type() == "application/pdf":
            said.append(str(part.get_filename()))
            documents.append(pdf_text(part.get_content()))
    return Letter(
        to=message["To"].addresses[0].addr_spec,
        subject=str(message["Subject"]),
        message_id=str(message["Message-ID"]),
        at=parsedate_to_datetime(str(message["Date"])),
        said="\n".join(said),
        documents=tuple(documents),
        raw=raw,
    )


def letters(folder: Path, to: str | None = None) -> list[Letter]:
    """What was delivered (to one address), in the order it came."""
    found = [read_letter(path) for path in sorted(folder.glob("*.eml"))]
    return [letter for letter in found if to is None or letter.to == to]


def pdf_text(content: bytes) -> str:
    """Text and metadata of a PDF; raises where it does not parse."""
    reader = PdfReader(BytesIO(content), strict=True)
    assert len(reader.pages) > 0
    text = "\n".join(page.extract_text() for page in reader.pages)
    xmp = reader.xmp_metadata
    packet = xmp.stream.get_data().decode("utf-8", "replace") if xmp else ""
    metadata = f"{dict(reader.metadata or {})} {packet}"
    # Lines are broken where the page ends, not where words do.
    return f"{text}\n{text.replace(chr(10), '')}\n{metadata}"


def in_working_time(letter: Letter) -> bool:
    """Whether its reader was at work: no weekend, no holiday, no night."""
    local = letter.at.astimezone(ZONE)
    settings = AgencySettings(name="Almond County", time_zone="America/Los_Angeles")
    hours = settings.working_hours
    return is_working_day(local.date(), settings) and hours.start <= local.hour < hours.end


def most_on_one_day(found: list[Letter]) -> int:
    """The most digests one person got on one of their days."""
    counted = Counter((x.to, x.at.astimezone(ZONE).date()) for x in found if x.is_digest)
    return max(counted.values(), default=0)


def copies(found: list[Letter]) -> dict[str, int]:
    """How often each Message-ID came."""
    return dict(Counter(letter.message_id for letter in found))
