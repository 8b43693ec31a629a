"""Instruments that people answered for themselves, opened from their own streams."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from domain.base.model import AgencyId, PersonId
from domain.person.own_answers import AnsweredForOneself
from store.database import Database
from store.keys.sealing import KeyGone
from store.log.stored_event import StoredEvent
from store.log.stream_kinds import PERSON
from store.log.streams import Streams
from store.queries import load

_SQL = load("store.personal", "answers.sql")


@dataclass(frozen=True)
class OwnWord:
    """What somebody answered for themself, and its place in their stream."""

    version: int
    event: AnsweredForOneself


@dataclass(frozen=True)
class KeptFigure:
    """The mean of a part; `of` says whose answers it is made of, and which. Never shown.

    `before` says the same of the figures that were shown before it.
    """

    mean: float
    of: dict[PersonId, int]
    before: tuple[dict[PersonId, int], ...] = ()


@dataclass(frozen=True)
class KeptFigures:
    """Figures of one version of an instrument by part, as they were last worked out.

    `answers` is how many answerings there were then.
    """

    at: datetime
    answers: int
    body: dict[str, KeptFigure]


class OwnAnswers:
    """Raises `StoreUnavailable`. What is one person's is asked for by that person alone."""

    def __init__(self, database: Database, streams: Streams) -> None:
        self._database = database
        self._streams = streams

    async def of(self, person: PersonId) -> list[AnsweredForOneself]:
        """All that a person answered, oldest first."""
        async with self._database.transaction() as c:
            rows = await c.fetch(_SQL["of_person"], person)
            # After the events: a key may be made with the newest of them.
            keys = await self._streams.keys.of(c, PERSON.name, person)
            opened = [StoredEvent.of(row).opened(PERSON, keys) for row in rows]
        return [one for one in opened if isinstance(one, AnsweredForOneself)]

    async def counts(self, agency: AgencyId) -> dict[tuple[str, int], int]:
        """How many answerings there were that count, by (instrument, version)."""
        rows = await self._database.fetch(_SQL["counts"], agency)
        return {(row["instrument"], row["version"]): row["answers"] for row in rows}

    async def counted(self, agency: AgencyId, instrument: str, version: int) -> Sequence[OwnWord]:
        """The newest answers of each person who lets theirs count; shown as figures alone."""
        async with self._database.transaction(30) as c:
            rows = await c.fetch(_SQL["counted"], agency, instrument, version)
            stored = [StoredEvent.of(row) for row in rows]
            keys = await self._streams.keys.of_many(c, PERSON.name, (r.stream_id for r in stored))
            found = []
            for row in stored:
                try:
                    event = row.opened(PERSON, keys[row.stream_id])
                except KeyGone:
                    continue  # disposed of
                if isinstance(event, AnsweredForOneself) and event.answered is not None:
                    found.append(OwnWord(row.version, event))
            return found

    async def kept(self, agency: AgencyId, instrument: str, version: int) -> KeptFigures | None:
        """Figures as they were last worked out."""
        row = await self._database.fetchrow(_SQL["kept"], agency, instrument, version)
        if row is None:
            return None
        # One that does not say of whom it is, as they were kept at first, is worked out anew.
        body = {k: KeptFigure(**one) for k, one in row["body"].items() if isinstance(one, dict)}
        return KeptFigures(row["at"], row["answers"], body)

    async def keep(
        self, agency: AgencyId, instrument: str, version: int, figures: KeptFigures
    ) -> None:
        """Keep figures until there are enough new answers."""
        await self._database.fetch(
            _SQL["keep"],
            agency,
            instrument,
            version,
            figures.at,
            figures.answers,
            {part: asdict(one) for part, one in figures.body.items()},
        )
