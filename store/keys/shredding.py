"""Disposing of text: its key is destroyed, and what was made from it is rewritten with blanks."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.base.model import EngagementId, PersonId
from store.database import Database
from store.keys.data_keys import DataKeys
from store.log.stream_kinds import ENGAGEMENT, PERSON
from store.projections.rebuild import Rebuilder
from store.queries import load

_SQL = load("store.keys", "shredding.sql")


@dataclass(frozen=True)
class Disposed:
    """That text was disposed of: by whom, why, and when on the wall clock; in the key's ledger."""

    by: PersonId
    reason: str
    at: datetime

    def entry(self) -> dict[str, str]:
        """What the ledger keeps of it."""
        return {"by": self.by, "reason": self.reason, "at": self.at.astimezone(UTC).isoformat()}


class Disposal:
    """The log stays whole and verifiable; only nobody can read the text any more."""

    def __init__(self, database: Database, keys: DataKeys, rebuilder: Rebuilder) -> None:
        self._database = database
        self._keys = keys
        self._rebuilder = rebuilder

    async def dispose_engagement(
        self, engagement_id: EngagementId, why: Disposed, subject: str | None = None
    ) -> int:
        """Dispose of all of an engagement's text, or of one learner's (`subject`).

        Gives how many keys were destroyed. Cannot be undone. Raises `StoreUnavailable`.
        """
        async with self._database.transaction() as c:
            name, entry = ENGAGEMENT.name, why.entry()
            done = await self._keys.destroy(c, name, engagement_id, entry, subject)
            for what in ("engagement", "its_mails", "its_launch", "its_scores"):
                await c.execute(_SQL[f"forget_{what}"], engagement_id)
            await c.execute(_SQL["forget_its_drafts"], engagement_id, subject)
        await self._rebuilder.rebuild_one(ENGAGEMENT.name, engagement_id)
        return done

    async def dispose_person(self, person_id: PersonId, why: Disposed) -> int:
        """Dispose of a person's name and address, and of mails not yet sent to them.

        Gives how many keys were destroyed. Cannot be undone. Raises `StoreUnavailable`.
        """
        async with self._database.transaction() as c:
            done = await self._keys.destroy(c, PERSON.name, person_id, why.entry())
            await c.execute(_SQL["forget_person"], person_id)
            for what in ("mails", "trust", "drafts", "feed", "sessions", "account"):
                await c.execute(_SQL[f"forget_their_{what}"], person_id)
        await self._rebuilder.rebuild_one(PERSON.name, person_id)
        return done

    async def of_engagement(self, engagement_id: EngagementId) -> list[Disposed]:
        """When an engagement's text was disposed of, oldest first: once for each disposal."""
        chain = f"key/{ENGAGEMENT.name}/{engagement_id}"
        bodies = [row["body"] for row in await self._database.fetch(_SQL["disposals"], chain)]
        return [
            Disposed(body["by"], body["reason"], datetime.fromisoformat(body["at"]))
            for body in bodies
        ]
