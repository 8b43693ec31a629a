"""Observations beside each other: how often each skill was seen, time after time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument
from domain.instruments.shelf import found
from services.acts import act_words
from services.reading.read import Reading


@dataclass(frozen=True)
class Observed:
    """One observation; `cycle` is the round of coaching it was made in."""

    entry: str
    at: datetime
    by: str
    cycle: int
    medium: str
    setting: str
    note: str | None
    ratings: dict[str, int]
    examples: dict[str, str]
    noted: dict[str, str]


@dataclass(frozen=True)
class Practice:
    """What was observed of one learner by one version of a rubric or guide, oldest first."""

    learner: str
    rubric: Instrument
    observed: tuple[Observed, ...]

    @property
    def skills(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """(skill, its rating in each observation); skills never rated are left out."""
        rows = (
            (item.text, tuple(one.ratings.get(item.key) for one in self.observed))
            for item in self.rubric.items
        )
        return tuple((text, rated) for text, rated in rows if any(r is not None for r in rated))


def practice_view(read: Reading) -> list[Practice]:
    """As the reader may see it, by learner and rubric; what was taken back is left out."""
    latest: dict[str, tuple[tuple[str, ...], str, int, Observed]] = {}
    cycle = 1
    for line in read.lines:
        if line.kind == "cycle_started":
            cycle = line.fields.get("number", cycle + 1)
        elif line.kind == "entry_retracted":
            latest.pop(line.fields.get("entry", ""), None)
        elif line.kind == "observation_recorded" and line.fields.get("setting"):
            said, entry = line.fields, line.fields["entry_id"]
            before = latest.get(entry)
            observed = Observed(
                entry=entry,
                at=before[3].at if before else line.at,
                by=read.name(line.by),
                cycle=before[3].cycle if before else cycle,
                medium=act_words.choice_label("medium", said["medium"]) or said["medium"],
                setting=said["setting"],
                note=said.get("note"),
                ratings=dict(said.get("ratings") or {}),
                examples=dict(said.get("examples") or {}),
                noted=dict(said.get("noted") or {}),
            )
            about = tuple(said.get("about", ()))
            latest[entry] = (about, said["rubric"], said.get("rubric_version", 1), observed)
    return list(_grouped(read, latest.values()))


def _grouped(
    read: Reading, every: Iterable[tuple[tuple[str, ...], str, int, Observed]]
) -> Iterable[Practice]:
    groups: dict[tuple[tuple[str, ...], str, int], list[Observed]] = {}
    for about, name, version, observed in every:
        groups.setdefault((about, name, version), []).append(observed)
    for (about, name, version), observed_so in groups.items():
        try:
            rubric = found(name, version, read.agency.instruments)
        except Refusal:
            continue
        yield Practice(", ".join(map(read.name, about)), rubric, tuple(observed_so))
