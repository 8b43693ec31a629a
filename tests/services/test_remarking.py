"""Remarks on what looks like a client name the field as the form does."""

from datetime import UTC, datetime

from domain.engagement.topics.enrollment import DeclareCommitment
from domain.engagement.topics.sessions import ScheduleSession
from services.acts.remarking import remarked


def _session(starts: datetime) -> ScheduleSession:
    return ScheduleSession(
        command_id="one", by="lea", at=datetime(2027, 3, 1, 9, tzinfo=UTC), starts=starts
    )


def test_a_session_planned_for_a_time_that_is_past_is_remarked_upon() -> None:
    [remark] = remarked(_session(datetime(2027, 3, 1, 8, 59, tzinfo=UTC)))
    assert remark.startswith("This time is past.")
    assert remarked(_session(datetime(2027, 3, 1, 9, 1, tzinfo=UTC))) == []


def test_a_remark_calls_the_field_what_the_form_calls_it() -> None:
    command = DeclareCommitment(
        command_id="one",
        by="lea",
        at=datetime(2027, 3, 1, tzinfo=UTC),
        level=7,
        committed_to="Two visits with Mrs. Jane",
    )
    [remark] = remarked(command)
    assert "What are you committed to?" in remark
    assert "committed_to" not in remark
