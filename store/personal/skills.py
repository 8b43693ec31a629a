"""Skills as lists show them: sealed in each line, opened with the engagement's own key."""

from collections.abc import Mapping

from domain.base.model import EngagementId
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.sealing import KeyGone
from store.log.stream_kinds import ENGAGEMENT


class Skills:
    """One query for the keys of a page's engagements."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys

    async def opened(self, sealed: Mapping[EngagementId, bytes]) -> dict[EngagementId, str]:
        """Those that can be opened; a key destroyed meanwhile leaves its own out."""
        keys = await self._keys.of_many(self._database, ENGAGEMENT.name, sealed)
        found = {}
        for engagement_id, blob in sealed.items():
            try:
                found[engagement_id] = keys[engagement_id].open_blob(blob, "about").decode()
            except (KeyGone, KeyError):
                continue
        return found
