"""What people receive as PDF says what it must, to everyone, and nothing in its metadata."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from activities.rendering.displayable import refused_clusters
from activities.rendering.documents import closing_summary_pdf, handoff_pdf
from tests.activities.samples import HANDOFF, SUMMARY, SUMMARY_LINE


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def xmp(pdf: bytes) -> bytes:
    """The metadata packet, which PDF/UA leaves readable as it is."""
    return pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")]


def text_of(pdf: bytes) -> str:
    """The text as a reader would copy it, line ends and break marks aside."""
    pages = " ".join(page.extract_text() for page in read(pdf).pages)
    return " ".join(pages.replace("\u200b", "").replace("\xad", "").split())


PDFS = pytest.mark.parametrize(
    "pdf", [handoff_pdf(HANDOFF), closing_summary_pdf(SUMMARY)], ids=["handoff", "summary"]
)


@PDFS
def test_a_document_is_tagged_and_has_a_language_and_a_title(pdf: bytes) -> None:
    root = repr(read(pdf).root_object)
    assert "'/MarkInfo': {'/Marked': True" in root
    assert "'/Lang': 'en" in root
    assert "'/DisplayDocTitle': True" in root
    assert b"pdfuaid:part" in xmp(pdf)
    for tag in (b"/S/H1", b"/S/Table", b"/S/TH", b"/S/Figure", b"/Alt"):
        assert tag in pdf


@PDFS
def test_metadata_name_nobody_and_no_skill(pdf: bytes) -> None:
    reader = read(pdf)
    told = f"{reader.metadata} {xmp(pdf)!r}"
    assert "Coaching handoff" in told or "Closing summary" in told
    for word in ("Maria", "Dana", "Tom", "Aaliyah", "Engaging", "Cedar"):
        assert word not in told


def test_the_same_data_make_the_same_bytes() -> None:
    assert handoff_pdf(HANDOFF) == handoff_pdf(HANDOFF)
    assert closing_summary_pdf(SUMMARY) == closing_summary_pdf(SUMMARY)
    other = HANDOFF.model_copy(update={"contact": "Nobody"})
    assert handoff_pdf(HANDOFF) != handoff_pdf(other)


@pytest.mark.parametrize(
    "said",
    [
        "Cedar County",
        "Maria Nguyễn",
        "Dana Whitfield",
        "Tomás Ibarra",
        "Engaging families in first visits",
        "Open four of five visits well",
        "Say in ten minutes why we came",
        "Calmer at the door",
        "A practice partner",
        "The cue card",
        "A peer group of three",
        "Two hours a month for practice",
        "Plan a joint visit March 19, 2027 Open",
        "Write a phone card February 26, 2027 Done",
        "April 2, 2027",
        "June 1, 2027",
        "Lee Park, 555-0142",
        "Not every goal is rated yet",
        "Prepared March 3, 2027",
    ],
)
def test_the_handoff_says(said: str) -> None:
    assert said in text_of(handoff_pdf(HANDOFF))


@pytest.mark.parametrize(
    "said",
    [
        "Dana Whitfield",
        "after December 1, 2026, up to March 3, 2027",
        "2 engagements closed",
        "1 handoff waits",
        "Maria Nguyễn",
        "Aaliyah Robinson",
        "Engaging families in first visits",
        "Sep 8, 2026",
        "Feb 25, 2027",
        "3 11 Closed early",
        "Acknowledged Mar 1, 2027",
        "Waiting for you",
        "Mar 27, 2027",
        "May 26, 2027",
    ],
)
def test_the_closing_summary_says(said: str) -> None:
    assert said in text_of(closing_summary_pdf(SUMMARY)).replace("–", " – ")


def test_empty_parts_say_so() -> None:
    empty = HANDOFF.model_copy(
        update={
            "goals": (),
            "results": None,
            "what_helps": (),
            "next_steps": (),
            "follow_ups": (),
            "missing": (),
        }
    )
    said = text_of(handoff_pdf(empty))
    assert "No goals were on record" in said
    assert "chose not to add anything" in said
    assert "No next steps were agreed" in said
    assert "No follow-up dates were set" in said
    assert "Left open" not in said
    nothing = SUMMARY.model_copy(update={"lines": (), "since": None})
    assert "Nothing closed in this time" in text_of(closing_summary_pdf(nothing))


def test_sixty_engagements_fill_pages_that_repeat_the_table_head() -> None:
    reader = read(closing_summary_pdf(SUMMARY.model_copy(update={"lines": (SUMMARY_LINE,) * 60})))
    assert len(reader.pages) > 2
    assert all("How it ended" in page.extract_text() for page in reader.pages)


def test_markup_stays_text() -> None:
    hostile = '#panic("x") $x^2$ *b* _i_ [c] <l> @r \\ // `q` = "#sys.inputs"'
    assert hostile in text_of(handoff_pdf(HANDOFF.model_copy(update={"promised": hostile})))


def test_what_no_font_can_draw_is_named() -> None:
    odd = HANDOFF.model_copy(update={"promised": "A 😀 漢 \u202ex \x00 👩\u200d👧 שלום مرحبا"})
    said = text_of(handoff_pdf(odd))
    for name in ("[grinning face]", "[U+6F22]", "[U+202E]", "[U+0000]", "[woman]"):
        assert name in said


def test_eight_thousand_letters_without_a_space_stay_on_the_page() -> None:
    pdf = handoff_pdf(HANDOFF.model_copy(update={"promised": "x" * 8000}))
    assert text_of(pdf).replace(" ", "").count("x") >= 8000
    for page in read(pdf).pages:
        rights: list[float] = []

        def note(
            text: str,
            _cm: list[float],
            tm: list[float],
            _font: object,
            size: float,
            rights: list[float] = rights,
        ) -> None:
            rights.append(tm[4])

        page.extract_text(visitor_text=note)
        assert max(rights) <= float(page.mediabox.width)
    assert len(read(pdf).pages) >= 3


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_text_makes_a_document(text: str) -> None:
    pdf = handoff_pdf(HANDOFF.model_copy(update={"skill": text, "learner": text}))
    assert pdf.startswith(b"%PDF")


def test_typst_still_names_what_it_cannot_draw_in_the_form_we_read() -> None:
    diagnostic = 'error: the text `"\\u{200d}漢"` could not be displayed with font `"X"`'
    assert refused_clusters(diagnostic) == ["\u200d漢"]
