"""What the engine records by itself when an act or a delivery falls due."""

from domain.base.model import Instant
from domain.engagement.commands import AnyCommand
from domain.engagement.duties.duty import ENGINE, Duty
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import (
    MarkCheckpointOverdue,
    NoticeStall,
    ReviewCheckpoint,
)
from domain.engagement.topics.closing import NoteHandoffDelivered
from domain.engagement.topics.following import EndFollowingUp


def command_for(state: Engagement, duty: Duty, at: Instant, command_id: str) -> AnyCommand | None:
    """The engine's own command that discharges a duty; None where nothing need be recorded."""
    head = {"command_id": command_id, "by": ENGINE, "at": at, "via": "engine"}
    match duty.what.partition("/")[0]:
        case "checkpoint_overdue":
            return MarkCheckpointOverdue.model_validate(head)
        case "checkpoint_passes" | "checkpoint_fails":
            return ReviewCheckpoint.model_validate(head)
        case "stall_silence":
            return NoticeStall.model_validate({**head, "reason": "silence"})
        case "stall_next_step":
            return NoticeStall.model_validate({**head, "reason": "next_step_overdue"})
        case "handoff":
            return NoteHandoffDelivered.model_validate(head)
        case "end_following_up":
            return EndFollowingUp.model_validate(head)
        case _:
            return None
