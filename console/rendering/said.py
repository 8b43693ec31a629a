"""What went wrong with a request, as one text for the page it came from."""

from domain.base.refusals import Refusal
from domain.words import say_refusal
from services.troubles import Trouble


def said_of(error: Refusal | Trouble) -> str:
    """What was refused and what helps; what is wrong and what to do about it."""
    if isinstance(error, Refusal):
        return say_refusal(error.code, error.facts)
    # Written to stand after "error:" at a terminal; here it begins a sentence.
    what = error.what[:1].upper() + error.what[1:]
    return f"{what}. {error.remedy}".strip()
