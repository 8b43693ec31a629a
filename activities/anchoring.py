"""The activity that signs, once a day, how far the log has come."""

import structlog
from temporalio import activity

from activities.ports import Anchoring, LogNotWhole

_log = structlog.get_logger(__name__)


class Signing:
    """Holds the way to the signed heads."""

    def __init__(self, anchoring: Anchoring) -> None:
        self._anchoring = anchoring

    @activity.defn(name="sign_heads")
    async def sign_heads(self) -> int:
        """Check the whole log and sign its heads; the count of streams. Raises `LogNotWhole`."""
        try:
            streams = await self._anchoring.write_heads()
        except LogNotWhole as broken:
            # Loud here, failed in Temporal, shown by `doctor`: somebody must look.
            _log.critical("log_not_whole", findings=broken.findings, see="coaching verify")
            raise
        _log.info("heads_signed", streams=streams)
        return streams
