"""An agency's own instrument: a bad file is refused with the line and the reason."""

import pytest

from domain.instruments.instrument_checker import faults

SOUND = """\
instrument = "visits"
version = 1
title = "How home visits go"
source = "Our county (2027)"
asks = "How often do you do this?"
kept = "own"

[scale]
low = 1
labels = ["Never", "At times", "Always"]
strong_from = 3

[scoring]
kind = "mean"

[[parts]]
key = "visits"
title = "Home visits"

[[items]]
key = "on_time"
part = "visits"
text = "I come on time."

[[items]]
key = "listens"
part = "visits"
text = "I listen before I speak."
"""
_TWO_PARTS = 'title = "Home visits"\n\n[[parts]]\nkey = "calls"\ntitle = "Calls"'
ACTS = frozenset({"look_at_readiness"})


def test_a_sound_file_has_no_faults() -> None:
    assert faults(SOUND, ACTS) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("version = 1", "version = ", 2, "not TOML"),
        ("version = 1", 'version = "one"', 2, "version"),
        ('kept = "own"', 'kept = "anywhere"', 6, "kept"),
        ('kept = "own"', 'kept = "own"\nmotto = "x"', 7, "motto"),
        ('kept = "own"', 'kept = "own"\nby = ["learner"]', 7, "no roles"),
        ('kept = "own"', 'kept = "engagement"', 6, "learner and coach read"),
        ('kept = "own"', 'kept = "engagement"\nby = ["supervisor"]', 7, "learner and coach read"),
        ('kept = "own"', 'kept = "own"\nbeside = ["dance"]', 7, "no act dance"),
        ("strong_from = 3", "strong_from = 4", 11, "none as strong"),
        ("strong_from = 3", "strong_from = 1", 11, "weaker"),
        ('kind = "mean"', 'kind = "median"', 14, "scoring.kind"),
        ('kind = "mean"', 'kind = "majority"', 9, "no (0) and yes (1)"),
        ('key = "listens"\npart = "visits"', 'key = "listens"\npart = "calls"', 27, "no part"),
        ('key = "listens"', 'key = "on_time"', 26, "stands twice"),
        ('key = "listens"', 'key = "listens"\nwarns = true', 27, "warns, but"),
        ('key = "listens"', 'key = "listens"\npair = "p"', 27, "has 1 sides"),
        ('title = "Home visits"', _TWO_PARTS, 21, "No item of calls"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, line: int, says: str) -> None:
    found = faults(SOUND.replace(old, new, 1), ACTS)
    assert [(one.line, says in one.what) for one in found if says in one.what][:1] == [(line, True)]
    assert all(one.remedy for one in found)


def test_a_total_leaves_nothing_out() -> None:
    text = SOUND.replace('kind = "mean"', 'kind = "total"').replace(
        "strong_from = 3", 'instead = "Not seen"'
    )
    assert [(one.line, one.what) for one in faults(text, ACTS)] == [
        (11, "A total can't leave items out.")
    ]
