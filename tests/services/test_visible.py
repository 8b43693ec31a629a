"""What one person, or an operator, may see of a history; lines without gaps."""

from domain.engagement.events import AnyEvent
from services.reading.visible import for_operator, seen_by
from tests.domain.given import (
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    Story,
    closed,
    in_closing,
    in_practice,
    sees_handoff,
)

MARKER = "a marker that nobody else writes"


def _history(story: Story) -> list[tuple[int, AnyEvent]]:
    return list(enumerate(story.events, 1))


def test_what_is_one_persons_alone_is_shown_to_no_operator() -> None:
    story = in_practice()
    story.does(COACH, "keep_journal", note=MARKER)
    story.does(COACH, "prepare_conversation", note=MARKER)
    answers = {"what_happened": "A visit"}
    story.does(LEARNER, "write_reflection", answers=answers, private=MARKER)
    lines = for_operator(_history(story))
    assert MARKER not in str(lines)
    assert "A visit" in str(lines)
    assert "journal_kept" not in {line.kind for line in lines}


def test_lines_are_numbered_without_gaps_for_everyone() -> None:
    story = in_practice()
    story.does(COACH, "keep_journal", note=MARKER)
    story.does(COACH, "schedule_session", starts=story.now.replace(day=28), minutes=60)
    for person in (LEARNER, COACH, SUPERVISOR, COORDINATOR):
        lines = seen_by(story.engagement, _history(story), person)
        assert [line.n for line in lines] == list(range(1, len(lines) + 1))
        assert (MARKER in str(lines)) == (person == COACH)
    for_all = for_operator(_history(story))
    assert [line.n for line in for_all] == list(range(1, len(for_all) + 1))


def test_a_stranger_sees_nothing() -> None:
    story = in_practice()
    assert seen_by(story.engagement, _history(story), OTHER_COACH) == ()


def test_the_supervisor_reads_results_and_handoff_after_the_learner() -> None:
    story = in_closing()
    story.does(LEARNER, "tell_results", results=MARKER)
    story.does(COACH, "produce_handoff")
    assert MARKER not in str(seen_by(story.engagement, _history(story), SUPERVISOR))
    assert MARKER in str(seen_by(story.engagement, _history(story), LEARNER))
    sees_handoff(story)
    assert MARKER in str(seen_by(story.engagement, _history(story), SUPERVISOR))


def test_what_the_coordinator_sees_holds_nobodys_words_of_coaching() -> None:
    lines = seen_by((story := closed()).engagement, _history(story), COORDINATOR)
    assert "handoff_delivered" in {line.kind for line in lines}
    assert all("answers" not in line.fields for line in lines)
