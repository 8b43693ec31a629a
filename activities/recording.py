"""Activities of one engagement: record a command, read what is owed, do what is owed."""

from temporalio import activity

from activities.messages import Envelope, Owed, OwedItem, Recorded
from activities.ports import EngagementLog, MailRoom


class Recording:
    """Holds the log and the mail room; one instance serves every engagement."""

    def __init__(self, log: EngagementLog, mail_room: MailRoom) -> None:
        self._log = log
        self._mail_room = mail_room

    @activity.defn(name="record_command")
    async def record_command(self, envelope: Envelope) -> Recorded:
        """Decide and append one command in one transaction; a refusal is raised."""
        return await self._log.record(envelope)

    @activity.defn(name="read_owed")
    async def read_owed(self, engagement_id: str) -> Owed:
        """What the engine owes now; version 0 where the log holds no such engagement."""
        if not await self._log.exists(engagement_id):
            return Owed()
        return await self._log.owed(engagement_id)

    @activity.defn(name="perform_owed")
    async def perform_owed(self, engagement_id: str, item: OwedItem) -> Recorded:
        """Record one owed act, or that a delivery is done; again changes nothing."""
        return await self._log.perform(engagement_id, item.key)

    @activity.defn(name="freeze_handoff")
    async def freeze_handoff(self, engagement_id: str, item: OwedItem) -> list[str]:
        """Fix the handoff's mails; ids of those still to send."""
        return list(await self._mail_room.freeze_handoff(engagement_id, item.key))
