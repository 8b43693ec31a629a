"""A mail says the right things in the right places, and nothing anywhere else."""

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.ports import MailRefused
from activities.rendering.mail import render_mail
from tests.activities.samples import (
    DIGEST,
    HANDOFF,
    SENDER,
    SUMMARY,
    UNSEEN,
    Content,
    frozen,
    pdf_of,
)

ALL = pytest.mark.parametrize("content", [DIGEST, HANDOFF, SUMMARY], ids=lambda c: c.document)


def body(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    assert part is not None
    text: str = part.get_content()
    return " ".join(text.split())


@ALL
def test_headers_but_to_are_neutral(content: Content) -> None:
    message = render_mail(frozen(content), SENDER, pdf_of(content))
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
    assert render_mail(frozen(content), SENDER, pdf_of(content))["Subject"] == subject


@ALL
def test_sending_again_sends_the_very_same_mail(content: Content) -> None:
    mail = frozen(content)
    assert (
        render_mail(mail, SENDER, pdf_of(content)).as_bytes()
        == render_mail(mail, SENDER, pdf_of(content)).as_bytes()
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [(HANDOFF, "document-2027-03-03.pdf"), (SUMMARY, "summary-2027-03-03.pdf")],
)
def test_documents_go_along_under_a_neutral_name(content: Content, name: str) -> None:
    (attached,) = render_mail(frozen(content), SENDER, pdf_of(content)).iter_attachments()
    assert attached.get_filename() == name
    assert attached.get_content_type() == "application/pdf"
    pdf: bytes = attached.get_content()
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("form", ["plain", "html"])
def test_a_digest_groups_and_tells_due_times_where_the_reader_lives(form: str) -> None:
    said = body(render_mail(frozen(DIGEST), SENDER, None), form).replace("</strong>", "")
    assert said.count("Next step due") == 1
    assert "Maria Nguyễn: Thursday, March 4, 2027" in said
    assert "Maria Nguyễn: Thursday, March 4, 2027, 2:05 PM" in said
    assert "Maria Nguyễn: waiting since Monday, March 1, 2027" in said


def test_a_digest_names_the_learner_to_who_may_know_and_a_reference_to_others() -> None:
    said = body(render_mail(frozen(DIGEST), SENDER, None), "plain")
    assert "3fa2b1c0" not in said
    assert "Reference 9b1c77aa" in said


def test_nothing_that_shows_before_a_digest_is_opened_says_that_somebody_is_coached() -> None:
    message = render_mail(frozen(DIGEST), SENDER, None)
    said = body(message, "html")
    title = said[said.index("<title>") : said.index("</title>")]
    first = body(message, "plain").split("OVER")[0].split("FOR YOU")[0]
    for shown in (message["Subject"], title, first):
        assert shown
        for word in ("coach", "Maria", "3fa2b1c0", "engag"):
            assert word not in shown


def test_the_mail_of_a_handoff_nobody_saw_says_so() -> None:
    unseen = body(render_mail(frozen(UNSEEN), SENDER, b"%PDF"), "plain")
    assert "The learner has not seen this handoff." in unseen
    seen = body(render_mail(frozen(HANDOFF), SENDER, b"%PDF"), "plain")
    assert "has not seen" not in seen


def test_the_mail_of_a_summary_counts_what_closed_and_what_ended() -> None:
    said = body(render_mail(frozen(SUMMARY), SENDER, b"%PDF"), "plain")
    assert "2 closed, 1 ended." in said
    assert "1 handoff waits for you" in said
    assert "Jo Mercer" not in said


@pytest.mark.parametrize(("content", "pdf"), [(DIGEST, b"%PDF"), (HANDOFF, None)])
def test_a_mail_and_its_document_go_together(content: Content, pdf: bytes | None) -> None:
    with pytest.raises(ValueError, match="go together"):
        render_mail(frozen(content), SENDER, pdf)


def test_escalations_stand_apart_and_state_the_fact_alone() -> None:
    said = body(render_mail(frozen(DIGEST), SENDER, pdf_of(DIGEST)), "plain")
    own, watched = said.split("FOR YOUR ATTENTION")
    assert "A commitment check is past its due date." in watched
    assert "77777777" in watched
    assert "77777777" not in own
    assert "what could stand in the way" not in said


def test_html_has_a_language_headings_and_nothing_from_elsewhere() -> None:
    said = body(render_mail(frozen(DIGEST), SENDER, pdf_of(DIGEST)), "html")
    assert '<html lang="en">' in said
    assert said.count("<h1") == 1
    assert said.index("<h1") < said.index("<h2") < said.index("<h3")
    for outside in ("http", "<img", "<script", "src=", "url("):
        assert outside not in said


def test_a_name_cannot_become_markup() -> None:
    digest = DIGEST.model_copy(update={"name": "<script>x</script>"})
    assert "<script" not in body(render_mail(frozen(digest), SENDER, pdf_of(digest)), "html")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60).map(lambda t: f"Eve\r\nBcc: x@evil.example\r\n\r\n{t}"))
def test_a_name_cannot_become_a_header(name: str) -> None:
    raw = render_mail(frozen(DIGEST, name=name), SENDER, pdf_of(DIGEST)).as_bytes()
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert b"\nBcc:" not in head
    assert b"\nMIME-Version: 1.0" in head


@pytest.mark.parametrize(
    "address",
    ["", "nobody", "a@b\r\nBcc: c@d", "a@b, c@d", "a b@c", "@c", "a@", "é@c.example", "a@c\x00"],
)
def test_an_address_that_is_none_counts_as_refused(address: str) -> None:
    with pytest.raises(MailRefused):
        render_mail(frozen(DIGEST, address=address), SENDER, pdf_of(DIGEST))


@pytest.mark.parametrize("given_id", ["", "x", "<a@b>\r\nBcc: c@d", "<a b@c>"])
def test_a_message_id_must_be_one(given_id: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        render_mail(frozen(DIGEST, message_id=given_id), SENDER, pdf_of(DIGEST))
