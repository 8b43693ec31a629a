"""A mail says the right things in the right places, and nothing anywhere else."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.ports import MailRefused
from activities.rendering.mail import render_mail
from tests.activities.samples import DIGEST, HANDOFF, SENDER, SUMMARY, Content, frozen

ALL = pytest.mark.parametrize("content", [DIGEST, HANDOFF, SUMMARY], ids=lambda c: c.document)


def body(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    assert part is not None
    text: str = part.get_content()
    return " ".join(text.split())


@ALL
def test_headers_but_to_are_neutral(content: Content) -> None:
    message = render_mail(frozen(content), SENDER)
    parts = [*message.walk()]
    told = " ".join(
        f"{key}: {value}" for part in parts for key, value in part.items() if key != "To"
    ).lower()
    for word in ("dana", "maria", "tomás", "aaliyah", "engaging", "coach", "handoff", "goal"):
        assert word not in told
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == "<m1@agency.example>"
    assert message["Date"] == "Wed, 03 Mar 2027 15:00:00 +0000"
    assert message["To"] == "Dana Whitfield <dana@agency.example>"


@pytest.mark.parametrize(
    ("content", "subject"),
    [
        (DIGEST, "Your reminders for Wednesday, March 3"),
        (HANDOFF, "A document for you"),
        (SUMMARY, "Your summary for March 3, 2027"),
    ],
    ids=lambda value: getattr(value, "document", ""),
)
def test_subjects_tell_the_day_alone(content: Content, subject: str) -> None:
    assert render_mail(frozen(content), SENDER)["Subject"] == subject


@ALL
def test_sending_again_sends_the_very_same_mail(content: Content) -> None:
    mail = frozen(content)
    assert render_mail(mail, SENDER).as_bytes() == render_mail(mail, SENDER).as_bytes()


@pytest.mark.parametrize(
    ("content", "name"),
    [(HANDOFF, "document-2027-03-03.pdf"), (SUMMARY, "summary-2027-03-03.pdf")],
)
def test_documents_go_along_under_a_neutral_name(content: Content, name: str) -> None:
    (attached,) = render_mail(frozen(content), SENDER).iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_content_type() == "application/pdf"
    pdf: bytes = attached.get_content()
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("form", ["plain", "html"])
def test_a_digest_groups_and_tells_due_times_where_the_reader_lives(form: str) -> None:
    said = body(render_mail(frozen(DIGEST), SENDER), form).replace("</strong>", "")
    assert said.count("Next step due") == 1
    assert "3fa2b1c0: Thursday, March 4, 2027" in said
    assert "5e551011: Thursday, March 4, 2027, 2:05 p.m." in said
    assert "0b5e0000: waiting since Monday, March 1, 2027" in said
    assert "9b1c77aa" in said
    for name in ("Maria", "Engaging"):
        assert name not in said


def test_escalations_stand_apart_and_state_the_fact_alone() -> None:
    said = body(render_mail(frozen(DIGEST), SENDER), "plain")
    own, watched = said.split("FOR YOUR ATTENTION")
    assert "A commitment check is past its due date." in watched
    assert "77777777" in watched
    assert "77777777" not in own
    assert "what could stand in the way" not in said


def test_html_has_a_language_headings_and_nothing_from_elsewhere() -> None:
    said = body(render_mail(frozen(DIGEST), SENDER), "html")
    assert '<html lang="en">' in said
    assert said.count("<h1") == 1
    assert said.index("<h1") < said.index("<h2") < said.index("<h3")
    for outside in ("http", "<img", "<script", "src=", "url("):
        assert outside not in said


def test_a_name_cannot_become_markup() -> None:
    digest = DIGEST.model_copy(update={"name": "<script>x</script>"})
    assert "<script" not in body(render_mail(frozen(digest), SENDER), "html")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60).map(lambda t: f"Eve\r\nBcc: x@evil.example\r\n\r\n{t}"))
def test_a_name_cannot_become_a_header(name: str) -> None:
    raw = render_mail(frozen(DIGEST, name=name), SENDER).as_bytes()
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert b"\nBcc:" not in head
    assert b"\nMIME-Version: 1.0" in head


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b\r\nBcc: c@d", "a@b, c@d", "a b@c", "@c", "a@", "é@c.example", "a@c\x00"],
)
def test_an_address_that_is_none_counts_as_refused(address: str) -> None:
    with pytest.raises(MailRefused):
        render_mail(frozen(DIGEST, address=address), SENDER)


@pytest.mark.parametrize("given_id", ["", "x", "<a@b>\r\nBcc: c@d", "<a b@c>"])
def test_a_message_id_must_be_one(given_id: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        render_mail(frozen(DIGEST, message_id=given_id), SENDER)
