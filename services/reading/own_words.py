"""What a person said before, shown to them alone beside the form where they say it anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.acts import act_words
from services.reading.read import Reading


@dataclass(frozen=True)
class LastWord:
    """A commitment as it was declared; `barriers` are (what stood in the way, what was found)."""

    at: datetime
    level: int | None
    committed_to: str
    barriers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ConsentNow:
    """What the reader consented to or refused last; `given` says which, `to` whom if anyone."""

    says: str
    given: bool
    to: str
    at: datetime


def last_commitment(read: Reading) -> LastWord | None:
    """The reader's own, declared last; None before the first."""
    mine = [line for line in read.lines if line.by == read.reader.person_id]
    declared = [line for line in mine if line.kind == "commitment_declared"]
    if not declared:
        return None
    fields, at = declared[-1].fields, declared[-1].at
    later = {
        line.fields.get("barrier"): str(line.fields.get("answer") or "")
        for line in mine
        if line.kind == "barrier_answered"
    }
    entry = fields.get("entry_id")
    return LastWord(
        at=at,
        level=fields.get("level"),
        committed_to=str(fields.get("committed_to") or ""),
        barriers=tuple(
            (str(one["what"]), later.get(f"{entry}/{n}") or str(one.get("answer") or ""))
            for n, one in enumerate(fields.get("barriers", ()), start=1)
        ),
    )


def consents_now(read: Reading) -> list[ConsentNow]:
    """As they stand, each as it was last said."""
    return list(_consents(read))


def _consents(read: Reading) -> Iterator[ConsentNow]:
    said = {
        (line.fields["consent"], line.fields.get("to")): line
        for line in read.lines
        if line.kind == "consent_given" and line.by == read.reader.person_id
    }
    for (consent, to), line in said.items():
        yield ConsentNow(
            says=act_words.choice_label("consent", consent) or consent,
            given=bool(line.fields.get("given")),
            to=read.name(to) if to else "",
            at=line.at,
        )
