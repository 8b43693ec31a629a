"""Our own sheet beside the design system's."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "console" / "static"


def test_a_hint_is_as_large_as_the_text_that_it_is_of() -> None:
    ours = (STATIC / "console.css").read_text("utf-8")
    theirs = (STATIC / "uswds" / "uswds.css").read_text("utf-8")
    body = re.search(r"^body \{[^}]*font-size: ([\d.]+rem)", ours, re.M)
    hint = re.search(r"\.usa-hint,[^{}]*\{[^}]*font-size:([\d.]+rem)", theirs)
    assert body is not None
    assert hint is not None
    assert body[1] == hint[1]
