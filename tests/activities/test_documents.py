"""What people receive as PDF says what it must, to everyone, and nothing in its metadata."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from activities.rendering.displayable import refused_clusters
from activities.rendering.documents import (
    Document,
    closing_summary_pdf,
    development_plan_pdf,
    document_pdf,
    handoff_pdf,
)
from tests.activities.samples import (
    DEVELOPMENT_PLAN,
    HANDOFF,
    SUMMARY,
    SUMMARY_LINE,
    UNSEEN,
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def xmp(pdf: bytes) -> bytes:
    """The metadata packet, which PDF/UA leaves readable as it is."""
    return pdf[pdf.index(b"<?xpacket begin") : pdf.index(b"<?xpacket end")]


def text_of(pdf: bytes) -> str:
    """The text as a reader would copy it, line ends aside."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


ALL = (HANDOFF, UNSEEN, DEVELOPMENT_PLAN, SUMMARY)
PDFS = pytest.mark.parametrize(
    "pdf", [document_pdf(one) for one in ALL], ids=["handoff", "unseen", "plan", "summary"]
)


@PDFS
def test_a_document_is_tagged_and_has_a_language_and_a_title(pdf: bytes) -> None:
    root = repr(read(pdf).root_object)
    assert "'/MarkInfo': {'/Marked': True" in root
    assert "'/Lang': 'en" in root
    assert "'/DisplayDocTitle': True" in root
    assert b"pdfuaid:part" in xmp(pdf)
    for tag in (b"/S/H1", b"/S/Table", b"/S/TH"):
        assert tag in pdf


@pytest.mark.parametrize("document", [HANDOFF, SUMMARY], ids=lambda one: one.document)
def test_a_drawing_says_in_words_what_it_shows(document: Document) -> None:
    pdf = document_pdf(document)
    assert b"/S/Figure" in pdf
    assert b"/Alt" in pdf


@PDFS
def test_metadata_name_nobody_and_no_skill(pdf: bytes) -> None:
    reader = read(pdf)
    told = f"{reader.metadata} {xmp(pdf)!r}"
    assert any(title in told for title in ("Coaching handoff", "Closing summary", "Professional"))
    for word in ("Maria", "Dana", "Tom", "Aaliyah", "Mercer", "Engaging", "Cedar", "Ana"):
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
        "Open four of five first visits so that the family tells its own story first",
        "Five observed visits, with the opening checklist",
        "February 12, 2027",
        "Say in ten minutes why we came",
        "A role-play and two live visits, rated from 1 to 5",
        "February 26, 2027",
        "Calmer at the door",
        "A practice partner",
        "The cue card",
        "A peer group of three",
        "Two hours a month for practice",
        "Signed by Ruth Okafor",
        "Plan a joint visit with Ana March 19, 2027",
        "April 2, 2027 (30 days after closing)",
        "June 1, 2027 (90 days after closing)",
        "A development plan goes with this",
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
        "Coaching closed for 2 learners.",
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


EMPTY = HANDOFF.model_copy(
    update={
        "goals": (),
        "results": None,
        "what_helps": (),
        "next_steps": (),
        "follow_ups": (),
        "promised": None,
        "promised_by": None,
        "supported_by": None,
        "development_plan": False,
    }
)


def test_empty_parts_say_so() -> None:
    said = text_of(handoff_pdf(EMPTY))
    assert "No agreed goals were on record" in said
    assert "chose not to add anything" in said
    assert "No next steps are listed" in said
    assert "No follow-up dates were set" in said
    assert "Nobody was named" in said
    assert "development plan" not in said
    nothing = SUMMARY.model_copy(update={"lines": (), "since": None})
    assert "Nothing closed in this time" in text_of(closing_summary_pdf(nothing))


def test_a_handoff_without_a_signed_promise_says_that_none_was_signed() -> None:
    said = text_of(handoff_pdf(EMPTY))
    assert "No promise was signed." in said
    assert "Signed by" not in said


def test_a_handoff_the_learner_has_not_seen_says_so_and_holds_nothing_of_theirs() -> None:
    said = text_of(handoff_pdf(UNSEEN))
    assert "The learner has not seen this handoff." in said
    for part in ("What the learner tells", "What helps it last", "Next steps", "chose"):
        assert part not in said
    assert "Signed by Ruth Okafor" in said
    assert "has not seen" not in text_of(handoff_pdf(HANDOFF))


def test_a_handoff_never_lists_what_was_missing_at_closing() -> None:
    said = text_of(handoff_pdf(HANDOFF)) + text_of(handoff_pdf(EMPTY))
    assert "Left open" not in said
    assert "before these were on record" not in said


def test_what_ended_has_a_line_that_says_only_that_and_when() -> None:
    (ended,) = [line for line in SUMMARY.lines if line.line == "ended"]
    said = text_of(closing_summary_pdf(SUMMARY.model_copy(update={"lines": (ended,)})))
    assert "Coaching ended for 1 learner." in said
    assert "What ended Learner Ended Jo Mercer January 14, 2027" in said
    for word in ("closed.", "Cycles", "Sessions", "How it ended", "withdrew", "waits"):
        assert word not in said


def test_the_development_plan_says_what_was_planned() -> None:
    said = text_of(development_plan_pdf(DEVELOPMENT_PLAN))
    for part in (
        "Maria Nguyễn Dana Whitfield",
        "Listens before she asks",
        "Visits with an interpreter",
        "Take the interpreter course May 10, 2027",
        "Course fee is paid",
        "Written March 3, 2027",
    ):
        assert part in said


def test_a_usual_handoff_is_one_page() -> None:
    assert len(HANDOFF.goals) == 2
    assert len(HANDOFF.next_steps) == 4
    assert len(HANDOFF.results or "") > 400
    assert len(HANDOFF.what_helps) == 3
    assert len(read(handoff_pdf(HANDOFF)).pages) == 1


@pytest.mark.parametrize("letters", range(0, 2000, 150))
def test_however_long_it_is_no_heading_and_no_sentence_is_parted_from_what_follows(
    letters: int,
) -> None:
    long = HANDOFF.model_copy(update={"results": "Calm at the door. " * (1 + letters // 18)})
    pages = [page.extract_text().strip() for page in read(handoff_pdf(long)).pages]
    for page in pages:
        *_, last, _footer = page.split("\n")
        assert last not in HEADINGS
    (asking,) = [" ".join(page.split()) for page in pages if "On these days" in page]
    assert "Coming dates" in asking
    assert "April 2, 2027 (30 days after closing); June 1, 2027 (90 days after closing)" in asking


HEADINGS = (
    "Goals, as agreed",
    "What the learner tells about the results",
    "Keeping the skill in use",
    "What helps it last",
    "Who supports it",
    "What the supervisor promised",
    "Next steps",
    "Step By",
    "Goal How it is measured By",
    "Coming dates",
    "Questions",
)


def test_the_address_of_the_contact_can_be_copied() -> None:
    address = "lee.park@childrens-services.cedar-county.example"
    assert address in text_of(handoff_pdf(HANDOFF))
    pasted = HANDOFF.model_copy(update={"contact": address.replace("@", "\u200b@\xad")})
    assert address in text_of(handoff_pdf(pasted))


@PDFS
def test_no_mark_without_a_shape_is_in_the_text(pdf: bytes) -> None:
    copied = "".join(page.extract_text() for page in read(pdf).pages)
    assert not set(copied) & set("\u200b\xad\u2060\ufeff")


@pytest.mark.parametrize("name", ["王小明", "山田花子", "김민수"])
def test_names_in_chinese_japanese_and_korean_are_drawn(name: str) -> None:
    assert name in text_of(handoff_pdf(HANDOFF.model_copy(update={"learner": name})))


def test_sixty_engagements_fill_pages_that_repeat_the_table_head() -> None:
    reader = read(closing_summary_pdf(SUMMARY.model_copy(update={"lines": (SUMMARY_LINE,) * 60})))
    assert len(reader.pages) > 2
    assert all("How it ended" in page.extract_text() for page in reader.pages)


def test_markup_stays_text() -> None:
    hostile = '#panic("x") $x^2$ *b* _i_ [c] <l> @r \\ // `q` = "#sys.inputs"'
    assert hostile in text_of(handoff_pdf(HANDOFF.model_copy(update={"promised": hostile})))


def test_what_no_font_can_draw_is_named() -> None:
    odd = HANDOFF.model_copy(
        update={"promised": "A 😀 \U0001308f \u202ex \x00 👩\u200d👧 שלום مرحبا"}
    )
    said = text_of(handoff_pdf(odd))
    for name in ("[grinning face]", "[U+1308F]", "[U+202E]", "[U+0000]", "[woman]"):
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
