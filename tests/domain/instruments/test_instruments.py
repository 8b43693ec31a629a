"""Released instruments: as many items as the source has, on its scale; none ever changes."""

import hashlib

import pytest

from domain.engagement.gates.known_words import known_words
from domain.instruments.instrument import Count, Instrument, Kept
from domain.instruments.instrument_checker import faults
from domain.instruments.shelf import RELEASED, current, on_offer, released, rubrics, source_of

ITEMS = {
    # Coleman (2008): 13 and 5, of which the last of each is starred.
    "coaching_readiness": {"ready": 13},
    "agency_readiness": {"ready": 5},
    # Conner & Clawson (2002): 13 pairs, both sides rated.
    "learning_culture": {"pro": 13, "anti": 13},
    # Tannenbaum (1997): eight characteristics.
    "learning_environment": {"environment": 8},
    # Cummings & Bromiley (1996): 12, of which 8 about the supervisor.
    "organizational_trust": {"supervisor": 8, "organization": 4},
    "supervisory_coaching": {"skills": 12},
    "job_responsibilities": {"importance": 31},
    "coaching_practices": {"practices": 14},
    "coaching_skills": {"skills": 14},
    "working_relationship": {"relationship": 6},
    # Table 4.2 has seven skills and four frequencies, table 4.3 ten questions and no rating.
    "family_engagement": {"skills": 7},
    "case_plan": {"skills": 5},
    "safety_mapping": {},
}
SCALES = {
    "coaching_readiness": (0, 1),
    "agency_readiness": (0, 1),
    "learning_culture": (1, 5),
    "learning_environment": (1, 5),
    "organizational_trust": (1, 7),
    "supervisory_coaching": (1, 4),
    # The source's fourth number, "not applicable", is said instead of a number.
    "job_responsibilities": (1, 3),
    "coaching_practices": (1, 5),
    "coaching_skills": (1, 5),
    "working_relationship": (1, 5),
    "family_engagement": (1, 4),
    "case_plan": (1, 4),
    "safety_mapping": (1, 2),
}
HASHES = {
    ("agency_readiness", 1): "ba82d5e41a2d22ac",
    ("case_plan", 1): "9ea6b9b9b7d102de",
    ("coaching_practices", 1): "77e3eb79649f82ea",
    ("coaching_readiness", 1): "6ec4040bbd0d556a",
    ("coaching_skills", 1): "bb3793a95c0e52f8",
    ("family_engagement", 1): "4479f6bbfa75d11e",
    ("job_responsibilities", 1): "2039adf362d3fb52",
    ("learning_culture", 1): "6a25ed87815bf9db",
    ("learning_environment", 1): "cd5ee07e77da01ea",
    ("organizational_trust", 1): "0a8900dafdc94f05",
    ("safety_mapping", 1): "ab275219fdcaefbf",
    ("supervisory_coaching", 1): "101f9187decc39b5",
    ("working_relationship", 1): "6953a7c8f2a1be1e",
}
EVERY = sorted(RELEASED)


@pytest.fixture(params=EVERY, ids=lambda which: f"{which[0]} {which[1]}")
def which(request: pytest.FixtureRequest) -> tuple[str, int]:
    found: tuple[str, int] = request.param
    return found


@pytest.fixture
def instrument(which: tuple[str, int]) -> Instrument:
    return released(*which)


def test_it_is_sound(which: tuple[str, int]) -> None:
    assert faults(source_of(*which), known_words().acts) == ()


def test_it_never_changes(which: tuple[str, int]) -> None:
    found = hashlib.sha256(source_of(*which).encode()).hexdigest()[:16]
    assert found == HASHES[which], "a released instrument never changes: add a version"


def test_it_has_as_many_items_as_its_source(instrument: Instrument) -> None:
    found = {
        part.key: sum(item.part == part.key for item in instrument.items)
        for part in instrument.parts
    }
    assert found == ITEMS[instrument.instrument]


def test_it_has_its_sources_scale(instrument: Instrument) -> None:
    scale = instrument.scale
    assert (scale.low, scale.high) == SCALES[instrument.instrument]


def test_no_two_items_read_alike(instrument: Instrument) -> None:
    texts = [item.text for item in instrument.items]
    assert len(set(texts)) == len(texts)


def test_what_readiness_is_counted_of() -> None:
    for name, counted in (("coaching_readiness", 12), ("agency_readiness", 4)):
        one = released(name, 1)
        assert len(one.part_items("ready")) == counted
        assert [item.warns for item in one.items][-1] is True
        assert one.scoring.kind is Count.MAJORITY


def test_the_two_sides_of_a_pair_are_one_of_each_part() -> None:
    culture = released("learning_culture", 1)
    pairs: dict[str | None, list[str]] = {}
    for item in culture.items:
        pairs.setdefault(item.pair, []).append(item.part)
    assert len(pairs) == 13
    assert all(parts == ["pro", "anti"] for parts in pairs.values())


def test_trust_has_no_dimension_scores() -> None:
    trust = released("organizational_trust", 1)
    assert [part.key for part in trust.parts] == ["supervisor", "organization"]


def test_what_says_something_of_others_is_read_by_nobody_else() -> None:
    for name in ("organizational_trust", "learning_culture", "supervisory_coaching"):
        assert released(name, 1).kept is Kept.OWN


def test_the_newest_version_is_on_offer() -> None:
    own = released("organizational_trust", 1).model_copy(update={"instrument": "own_trust"})
    newer = own.model_copy(update={"version": 2})
    assert current("own_trust", (newer, own)).version == 2
    assert len(on_offer((own, newer))) == len(ITEMS) + 1


def test_the_informal_guide_asks_ten_questions_and_rates_nothing() -> None:
    guide = rubrics()["safety_mapping"]
    assert (len(guide.questions), guide.items, guide.scoring.kind) == (10, (), Count.NONE)
