"""Commands on their way through Temporal: sealed with their engagement's key."""

import base64

from activities.messages import Envelope
from domain.base.model import EngagementId
from domain.base.refusals import Refusal
from domain.engagement.commands import COMMANDS, EngagementCommand
from store.database import Database
from store.keys.data_keys import DataKeys
from store.keys.sealing import SHARED, KeyGone, StreamKeys, subject_of
from store.log.stream_kinds import ENGAGEMENT

VERSION = 1
"""Of the sealed form."""


class Envelopes:
    """Seals; makes the engagement's key on first use."""

    def __init__(self, database: Database, keys: DataKeys) -> None:
        self._database = database
        self._keys = keys

    async def seal(self, engagement_id: EngagementId, command: EngagementCommand) -> Envelope:
        """The command as Temporal may carry it. Raises `StoreUnavailable`."""
        subject = subject_of(command)
        keys = await self._keys.of(self._database, ENGAGEMENT.name, engagement_id, subject, SHARED)
        sealed = keys.seal_blob(command.model_dump_json().encode(), _purpose(command), subject)
        return Envelope(
            engagement_id=engagement_id,
            command_id=command.command_id,
            kind=command.kind,
            v=VERSION,
            sealed_body=base64.b64encode(sealed).decode(),
        )


def opened(envelope: Envelope, keys: StreamKeys) -> EngagementCommand:
    """The command of an envelope.

    Raises `Refusal("envelope_unreadable")` where the key is gone or the envelope was changed.
    """
    purpose = f"command/{envelope.kind}/{envelope.command_id}"
    try:
        plain = keys.open_blob(base64.b64decode(envelope.sealed_body), purpose)
    except (KeyGone, ValueError):
        raise Refusal("envelope_unreadable") from None
    return COMMANDS.validate_json(plain)


def _purpose(command: EngagementCommand) -> str:
    return f"command/{command.kind}/{command.command_id}"
