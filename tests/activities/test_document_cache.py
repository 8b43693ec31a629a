"""A document is typeset once, however many get it and whoever sends it."""

import asyncio
from datetime import datetime
from email.message import EmailMessage

import pytest

from activities.mail import Attachment, FrozenMail
from activities.rendering import typesetting
from activities.rendering.displayable import Json
from activities.rendering.document_cache import KEPT, DocumentCache
from activities.rendering.documents import document_pdf
from activities.rendering.mail import render_mail
from activities.rounds import Mailing, Press
from tests.activities.samples import HANDOFF, SENDER, SUMMARY, frozen
from tests.workflows.fake_mail import FakeFiling, FakeMailRoom, FakePostman


class Typesetter:
    """Counts what typst is asked to typeset."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.runs: list[str] = []
        self._compile = typesetting._compile
        monkeypatch.setattr(typesetting, "_compile", self._counted)

    def _counted(self, template: str, data: Json, dated: datetime) -> bytes:
        self.runs.append(template)
        return self._compile(template, data, dated)


class Letters(FakePostman):
    """Keeps what it was handed."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[EmailMessage] = []

    async def send(self, message: EmailMessage) -> None:
        self.taken.append(message)


@pytest.fixture
def typesetter(monkeypatch: pytest.MonkeyPatch) -> Typesetter:
    return Typesetter(monkeypatch)


def message(mail: FrozenMail, pdf: bytes | None) -> EmailMessage:
    return render_mail(mail, SENDER, pdf)


async def test_a_handoff_to_two_people_and_the_file_is_typeset_once(
    typesetter: Typesetter,
) -> None:
    room, letters, filing = FakeMailRoom(), Letters(), FakeFiling()
    for name in ("supervisor", "learner"):
        room.waiting[name] = frozen(HANDOFF, mail_id=name, message_id=f"<{name}@agency.example>")
    mailing = Mailing(room, letters, filing, Press(document_pdf, message))
    await asyncio.gather(mailing.send_mail("supervisor"), mailing.send_mail("learner"))
    assert typesetter.runs == ["handoff"]
    (file,) = filing.files.values()
    attached = [part.get_content() for one in letters.taken for part in one.iter_attachments()]
    assert attached == [file, file]


async def test_handoffs_of_two_learners_of_one_engagement_are_two_files(
    typesetter: Typesetter,
) -> None:
    room, filing = FakeMailRoom(), FakeFiling()
    for name in ("Maria", "Aaliyah"):
        content = HANDOFF.model_copy(update={"learner": name})
        room.waiting[name] = frozen(content, mail_id=name, message_id=f"<{name}@agency.example>")
    mailing = Mailing(room, FakePostman(), filing, Press(document_pdf, message))
    for name in ("Maria", "Aaliyah"):
        await mailing.send_mail(name)
    assert len(typesetter.runs) == 2
    assert len(filing.files) == 2
    assert all(name.startswith(f"handoff-{HANDOFF.engagement_id}-") for name in filing.files)


def test_only_the_latest_documents_are_kept() -> None:
    made: list[Attachment] = []

    def make(attachment: Attachment) -> bytes:
        made.append(attachment)
        return b"%PDF"

    cache = DocumentCache(make)
    cache(HANDOFF)
    for version in range(2, KEPT + 2):
        cache(HANDOFF.model_copy(update={"version": version}))
    cache(HANDOFF)
    assert made.count(HANDOFF) == 2


def test_a_document_that_could_not_be_made_is_made_again() -> None:
    answers = iter([None, b"%PDF"])

    def make(_: Attachment) -> bytes:
        answer = next(answers)
        if answer is None:
            raise OSError("no room")
        return answer

    cache = DocumentCache(make)
    with pytest.raises(OSError, match="no room"):
        cache(SUMMARY)
    assert cache(SUMMARY) == b"%PDF"
