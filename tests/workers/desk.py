"""An operator's desk: a running place, a launched cohort, and `coaching` typed at it.

Commands run inside this process, so that a test can type many; `tests.workers.commanding` and the
journeys start the real one.
"""

import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from tests.domain.cohort.cohort_given import other, text
from tests.journeys.place import Place
from workers.cli import app as cli

COACH = "yara@coaching.example"
SUPERVISOR = "ursula@almond.example"
COORDINATOR = "celia@almond.example"
LEADER = "lena@almond.example"
AGENCY = "Almond County"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Desk:
    """Type commands here; `engagements` are the ids of the cohort `autumn`, in its file's order."""

    place: Place
    folder: Path
    engagements: list[str] = field(default_factory=list)

    async def coaching(self, *words: str, **variables: str) -> Answer:
        """`coaching …` with the place's settings."""
        return await typed(*words, **{**self.place.stack.environment, **variables})

    async def done(self, *words: str, **variables: str) -> Answer:
        """A command that must succeed."""
        answer = await self.coaching(*words, **variables)
        assert answer.code == 0, answer.err
        return answer

    def file(self, name: str, *rows: dict[str, str]) -> str:
        """A cohort file."""
        path = self.folder / name
        path.write_text(text(*rows), encoding="utf-8")
        return str(path)

    async def launched(self, count: int) -> None:
        """Launch the cohort `autumn`."""
        rows = [other(n) for n in range(count)]
        await self.done("launch", self.file("autumn.csv", *rows))
        listed = await self.done("list", "--json", "--cohort", "autumn")
        learners = {one["learners"][0]: one["engagement_id"] for one in listed.json}
        people = (await self.done("people", "--json")).json
        ids = {p["email"]: p["person"] for p in people}
        self.engagements = [learners[ids[f"li{n}@almond.example"]] for n in range(count)]


async def typed(*words: str, **variables: str) -> Answer:
    """`coaching …` with these settings and none else."""
    return await asyncio.to_thread(_typed, words, variables)


def _typed(words: tuple[str, ...], variables: dict[str, str]) -> Answer:
    out, err = io.StringIO(), io.StringIO()
    with _settings(variables), mock.patch.object(sys, "argv", ["coaching", *words]):
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run()
    return Answer(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _settings(variables: dict[str, str]) -> Iterator[None]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("COACHING_")}
    with mock.patch.dict(os.environ, {**clean, **variables}, clear=True):
        yield
