"""Disposing of text: its key is destroyed, and what was made from it is rewritten with blanks."""

from domain.base.model import EngagementId, PersonId
from store.database import Database
from store.keys.data_keys import DataKeys
from store.log.stream_kinds import ENGAGEMENT, PERSON
from store.projections.rebuild import Rebuilder

_FORGET_MAILS = """
update mail set content = null where content is not null and (engagement_id = $1 or mail_id in (
    select mail_id from summarised where engagement_id = $1))
"""


class Disposal:
    """The log stays whole and verifiable; only nobody can read the text any more."""

    def __init__(self, database: Database, keys: DataKeys, rebuilder: Rebuilder) -> None:
        self._database = database
        self._keys = keys
        self._rebuilder = rebuilder

    async def dispose_engagement(
        self, engagement_id: EngagementId, subject: str | None = None
    ) -> int:
        """Of all of an engagement's text, or of one learner's; how many keys were destroyed."""
        async with self._database.transaction() as c:
            done = await self._keys.destroy(c, ENGAGEMENT.name, engagement_id, subject)
            # A snapshot may hold text under a key that stays.
            await c.execute(
                "update stream set snapshot = null where kind = 'engagement' and id = $1",
                engagement_id,
            )
            await c.execute(_FORGET_MAILS, engagement_id)
            await c.execute(
                "update cohort_row set sealed_body = '' "
                "where engagement_id = $1 and sealed_body is not null",
                engagement_id,
            )
        await self._rebuilder.rebuild_one(ENGAGEMENT.name, engagement_id)
        return done

    async def dispose_person(self, person_id: PersonId) -> int:
        """Of a person's name and address, and of mails not yet sent to them."""
        async with self._database.transaction() as c:
            done = await self._keys.destroy(c, PERSON.name, person_id)
            await c.execute(
                "update stream set snapshot = null where kind = 'person' and id = $1", person_id
            )
            await c.execute(
                "update mail set content = null, reason = null where recipient = $1", person_id
            )
        await self._rebuilder.rebuild_one(PERSON.name, person_id)
        return done
