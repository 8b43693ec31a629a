"""What a workflow can tell of an envelope without its key: whether it is readable at all."""

from activities.messages import Envelope

LIMIT = 256 * 1024
"""Characters of a sealed body; Temporal's own limit for a payload is 2 MB."""


def unreadable(envelope: Envelope, engagement_id: str) -> str | None:
    """Why the envelope can't be taken, as a key; None when it can."""
    if not (envelope.engagement_id and envelope.command_id and envelope.kind):
        return "empty"
    if not envelope.sealed_body or envelope.v < 1:
        return "empty"
    if envelope.engagement_id != engagement_id:
        return "other_engagement"
    if len(envelope.sealed_body) > LIMIT or len(envelope.command_id) > 200:
        return "too_long"
    return None
