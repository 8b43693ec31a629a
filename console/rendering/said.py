"""What went wrong with a request, as one text for the page it came from."""

from domain.base.refusals import Refusal
from domain.words import say_refusal
from services.troubles import Trouble


def said_of(error: Refusal | Trouble) -> str:
    """What was refused and what helps; what is wrong and what to do about it."""
    if isinstance(error, Refusal):
        return say_refusal(error.code, error.facts)
    return f"{error.what}. {error.remedy}".strip()
