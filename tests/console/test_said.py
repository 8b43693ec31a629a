"""What went wrong is said in whole sentences, each begun as sentences are."""

from console.rendering.said import said_of
from domain.base.refusals import Refusal
from services.troubles import NotFound


def test_a_trouble_begins_with_a_capital_and_ends_with_its_remedy() -> None:
    assert said_of(NotFound("no debrief is there", "Ask the coach.")) == (
        "No debrief is there. Ask the coach."
    )


def test_a_refusal_is_said_as_the_catalogue_has_it() -> None:
    assert said_of(Refusal("nothing_answered"))[0].isupper()
