"""How long a document and a mail take to make."""

import asyncio
from collections.abc import Callable
from functools import cache
from importlib import resources

import typst

from activities.rendering.documents import handoff_pdf
from activities.rendering.mail import render_mail
from bench.timing import Figure, compared, in_turn
from tests.activities.samples import DIGEST, HANDOFF, SENDER, frozen

_PAGE = b'#set document(title: "One line")\n#set text(font: "Public Sans")\nOne line.'
WARM = 3


async def handoff() -> Figure:
    """The handoff's PDF/UA, beside a page with one line of the same font and standard."""
    _compiler()
    return await _compare("handoff as PDF/UA", "one-line page, PDF/UA", _handoff, _minimal)


async def digest() -> Figure:
    """A digest as text and HTML, beside that same page (a digest has no PDF)."""
    return await _compare("digest as a mail", "one-line page, PDF/UA", _digest, _minimal)


async def _compare(
    what: str, beside: str, ours: Callable[[int], object], bare: Callable[[int], object]
) -> Figure:
    mine, theirs = await in_turn(
        40 + WARM, lambda n: asyncio.to_thread(ours, n), lambda n: asyncio.to_thread(bare, n)
    )
    return compared(what, beside, mine[WARM:], theirs[WARM:])


def _handoff(n: int) -> object:
    # Another text each time: typst remembers what it has laid out.
    return handoff_pdf(HANDOFF.model_copy(update={"results": f"Calmer at the door, {n} times"}))


def _digest(n: int) -> object:
    return render_mail(frozen(DIGEST, message_id=f"<m{n}@agency.example>"), SENDER, None)


def _minimal(n: int) -> object:
    return _compiler().compile(input=_PAGE + f" {n}".encode(), format="pdf", pdf_standards=["ua-1"])


@cache
def _compiler() -> typst.Compiler:
    folder = str(resources.files("fontpkg_public_sans") / "files")
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.Compiler(font_paths=fonts)
