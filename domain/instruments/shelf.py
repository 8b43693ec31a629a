"""The instruments there are: those released with the engine, and an agency's own."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument, Kept

RELEASED: Mapping[tuple[str, int], str] = {
    (name, 1): f"{name}_1.toml"
    for name in (
        "coaching_readiness",
        "agency_readiness",
        "learning_culture",
        "learning_environment",
        "organizational_trust",
        "supervisory_coaching",
        "job_responsibilities",
        "coaching_practices",
        "coaching_skills",
        "working_relationship",
        "family_engagement",
        "case_plan",
        "safety_mapping",
    )
}
"""Every released version and its file; a test pins the hash of each."""


@cache
def released(name: str, version: int) -> Instrument:
    """A released instrument. Raises KeyError where there is none."""
    return Instrument.model_validate(tomllib.loads(source_of(name, version)))


def source_of(name: str, version: int) -> str:
    """The text of a released instrument's file. Raises KeyError where there is none."""
    file = files(__package__) / "released" / RELEASED[name, version]
    return file.read_text(encoding="utf-8")


def on_offer(own: Iterable[Instrument] = ()) -> tuple[Instrument, ...]:
    """The newest version of each, the engine's first; `own` are an agency's, every version."""
    newest: dict[str, Instrument] = {}
    for one in (*(released(*which) for which in RELEASED), *own):
        before = newest.get(one.instrument)
        if before is None or before.version < one.version:
            newest[one.instrument] = one
    return tuple(newest.values())


def found(name: str, version: int, own: Iterable[Instrument] = ()) -> Instrument:
    """This version of an instrument. Raises `Refusal("unknown_instrument")`."""
    for one in own:
        if (one.instrument, one.version) == (name, version):
            return one
    if (name, version) in RELEASED:
        return released(name, version)
    raise Refusal("unknown_instrument", instrument=name, version=version)


def current(name: str, own: Iterable[Instrument] = ()) -> Instrument:
    """The newest version of an instrument. Raises `Refusal("unknown_instrument")`."""
    for one in on_offer(own):
        if one.instrument == name:
            return one
    raise Refusal("unknown_instrument", instrument=name)


def rubrics(own: Iterable[Instrument] = ()) -> dict[str, Instrument]:
    """What an observation can be written down by, by name: rubrics, and guides for notes alone."""
    return {one.instrument: one for one in on_offer(own) if one.kept is Kept.OBSERVATION}
