"""What people type into forms and have not sent, sealed with the engagement's keys."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.base.model import EngagementId, PersonId
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.sealing import SHARED, KeyGone
from store.log.stream_kinds import ENGAGEMENT
from store.queries import load

_SQL = load("store.personal", "personal.sql")

KEPT = timedelta(days=30)

Fields = Mapping[str, Sequence[str]]
"""A form's fields by name, each with all that was put in."""


@dataclass(frozen=True)
class Form:
    """Which form of whom: an act in an engagement, about an entry or (empty) none."""

    person: PersonId
    engagement_id: EngagementId
    act: str
    entry: str = ""


@dataclass(frozen=True)
class Typed:
    """What was typed into a form, and when it was saved."""

    fields: Fields
    saved_at: datetime


@dataclass(frozen=True)
class Begun:
    """A form that was begun."""

    engagement_id: EngagementId
    act: str
    entry: str
    saved_at: datetime


class Drafts:
    """Each method is one person's. Raises `StoreUnavailable`."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys

    async def save(self, form: Form, fields: Fields, at: datetime, *, learner: bool) -> None:
        """Keep what was typed, in place of what was kept before; a learner's by their own key."""
        subject = form.person if learner else SHARED
        keys = await self._keys.of(self._database, ENGAGEMENT.name, form.engagement_id, subject)
        plain = json.dumps({name: list(values) for name, values in fields.items()}).encode()
        sealed = keys.seal_blob(plain, _purpose(form), subject)
        head = (form.person, form.engagement_id, form.act, form.entry)
        await self._database.fetch(_SQL["save_draft"], *head, sealed, at, at - KEPT)

    async def typed(self, form: Form, now: datetime) -> Typed | None:
        """What was kept; None where nothing is, or its key was destroyed."""
        head = (form.person, form.engagement_id, form.act, form.entry)
        row = await self._database.fetchrow(_SQL["draft"], *head, now - KEPT)
        if row is None:
            return None
        keys = await self._keys.of(self._database, ENGAGEMENT.name, form.engagement_id)
        try:
            fields: dict[str, list[str]] = json.loads(keys.open_blob(row["sealed"], _purpose(form)))
        except KeyGone:
            return None
        return Typed(fields, row["saved_at"])

    async def begun(self, person: PersonId, now: datetime) -> list[Begun]:
        """The forms that a person has begun, the newest first."""
        rows = await self._database.fetch(_SQL["drafts"], person, now - KEPT)
        return [Begun(**dict(row)) for row in rows]

    async def drop(
        self, person: PersonId, engagement_id: EngagementId, act: str, entries: Iterable[str]
    ) -> None:
        """Keep them no longer."""
        await self._database.fetch(_SQL["drop_drafts"], person, engagement_id, act, list(entries))


def _purpose(form: Form) -> str:
    return f"draft/{form.person}/{form.act}/{form.entry}"
