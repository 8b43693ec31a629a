"""What the engine records by itself when an act or a delivery falls due."""

from typing import assert_never

from domain.base.messages import Via
from domain.base.model import Instant
from domain.engagement.duties.duty import ENGINE, Duty, EngineAct
from domain.engagement.entries import find
from domain.engagement.records.closing import Handoff
from domain.engagement.state import Engagement
from domain.engagement.topics.checkpoints import MarkCheckpointOverdue, NoticeStall
from domain.engagement.topics.following import EndFollowingUp
from domain.engagement.topics.handing_over import NoteHandoffDelivered

EngineCommand = MarkCheckpointOverdue | NoticeStall | NoteHandoffDelivered | EndFollowingUp


def command_for(state: Engagement, duty: Duty, at: Instant, command_id: str) -> EngineCommand:
    """The engine's own command that discharges an act or a delivery.

    Raises ValueError for a duty that is none of the engine's.
    """
    by, via = ENGINE, Via.ENGINE
    act = EngineAct(duty.name)
    match act:
        case EngineAct.CHECKPOINT_OVERDUE:
            return MarkCheckpointOverdue(command_id=command_id, by=by, at=at, via=via)
        case EngineAct.STALL_SILENCE:
            return NoticeStall(command_id=command_id, by=by, at=at, via=via, reason="silence")
        case EngineAct.STALL_NEXT_STEP:
            reason = "next_step_overdue"
            return NoticeStall(command_id=command_id, by=by, at=at, via=via, reason=reason)
        case EngineAct.DELIVER_HANDOFF:
            about = find(state, duty.occasion, Handoff).about
            return NoteHandoffDelivered(command_id=command_id, by=by, at=at, via=via, about=about)
        case EngineAct.END_FOLLOWING_UP:
            return EndFollowingUp(command_id=command_id, by=by, at=at, via=via)
        case _:
            assert_never(act)
