"""What people are asked to approve, made of what they may see."""

import re

import pytest

from domain.base.model import PersonId
from domain.engagement.topics.goals import goals_version
from services.reading import closing_papers, papers_read
from services.reading.paper_parts import Paper
from services.reading.visible import Line, seen_by
from services.troubles import NotFound
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    GROUP,
    LEARNER,
    SMART,
    SUPERVISOR,
    Story,
    agreed,
    group,
    hands_over,
    in_closing,
    in_planning,
    in_practice,
    launched,
    sees_handoff,
)


def _lines(story: Story, person: str) -> tuple[Line, ...]:
    return seen_by(story.engagement, list(enumerate(story.events, 1)), person)


def _name(person: PersonId | None) -> str:
    return f"<{person}>"


def _words(paper: Paper) -> str:
    return "\n".join([paper.title, paper.standing, *(str(s) for s in paper.sections)])


def test_the_agreement_says_its_version_and_who_signed() -> None:
    paper = papers_read.agreement(_lines(agreed(), LEARNER), AGENCY, _name)
    assert paper.version == 1
    assert paper.fields == {"version": 1, "understood": True}
    assert "<leader-1>" in paper.standing
    assert f"<{SUPERVISOR}> (supervisor)" in paper.standing
    assert "The supervisor does not see goal ratings" in _words(paper)
    assert f"A concern about coach or management goes to <{COORDINATOR}>" in _words(paper)


def test_days_in_papers_are_written_as_people_write_them() -> None:
    story = in_closing()
    hands_over(story)
    lines = _lines(story, LEARNER)
    version = goals_version(story.engagement)
    read = [
        papers_read.agreement(lines, AGENCY, _name),
        papers_read.goals(lines, version),
        *closing_papers.handoffs(lines, _name),
    ]
    words = "\n".join(map(_words, read))
    assert not re.search(r"\d{4}-\d\d-\d\d", words)
    assert len(re.findall(r"[A-Z][a-z]+ \d{1,2}, 20\d\d", words)) >= len(read)


def test_no_agreement_is_said_with_who_signs_it() -> None:
    nobody = AGENCY.model_copy(update={"agreement": None})
    with pytest.raises(NotFound, match="no coaching agreement yet"):
        papers_read.agreement(_lines(launched(), COACH), nobody, _name)


def test_a_plan_written_anew_waits_for_its_signature() -> None:
    story = agreed()
    signed = papers_read.plan(_lines(story, SUPERVISOR), _name)
    assert signed.standing == f"Signed by <{SUPERVISOR}>."
    supports = [one.points for one in signed.sections if one.heading.startswith("Who supports")]
    assert supports == [("The supervisor does so.",)]
    story.does(
        COACH,
        "write_sustainability_plan",
        promised="An hour a week",
        supervisor_has_skill=False,
        supported_by="A peer circle",
    )
    anew = papers_read.plan(_lines(story, SUPERVISOR), _name)
    assert anew.version == signed.version + 1
    assert anew.standing == "Not signed yet."
    assert "An hour a week" in _words(anew)
    assert "A peer circle" in _words(anew)


def test_the_handoff_is_the_learners_first() -> None:
    story = in_closing()
    with pytest.raises(NotFound):
        closing_papers.handoffs(_lines(story, LEARNER), _name)
    story.does(LEARNER, "tell_results", results="Plans are clearer", what_helps=["Peers"])
    story.does(COACH, "produce_handoff")
    [paper] = closing_papers.handoffs(_lines(story, LEARNER), _name)
    assert paper.approve == "see_handoff"
    assert "Plans are clearer" in _words(paper)
    for other in (SUPERVISOR, COORDINATOR):
        with pytest.raises(NotFound):
            closing_papers.handoffs(_lines(story, other), _name)
    sees_handoff(story)
    [shown] = closing_papers.handoffs(_lines(story, SUPERVISOR), _name)
    assert shown.approve == "acknowledge_handoff"
    assert shown.standing == f"Seen by <{LEARNER}>."
    assert shown.version == 1


def test_a_debrief_is_read_by_the_supervisor_once_the_learner_has_seen_it() -> None:
    story = in_practice()
    entry = story.does(COACH, "write_debrief", joint=False, text="On the way")
    [mine] = closing_papers.debriefs(_lines(story, LEARNER), _name)
    assert mine.fields == {"debrief": entry, "revision": 1}
    assert "On the way" in _words(mine)
    with pytest.raises(NotFound):
        closing_papers.debriefs(_lines(story, SUPERVISOR), _name)
    story.does(LEARNER, "see_debrief", debrief=entry, revision=1)
    [theirs] = closing_papers.debriefs(_lines(story, SUPERVISOR), _name)
    assert theirs.standing == "Seen by the learner."


def test_the_supervisor_reads_the_goals_they_are_asked_to_confirm() -> None:
    story = in_planning()
    story.does(LEARNER, "set_goal", goal=SMART)
    version = goals_version(story.engagement)
    with pytest.raises(NotFound):
        papers_read.goals(_lines(story, SUPERVISOR), version)
    story.does(COACH, "inform_supervisor", took_part=False)
    paper = papers_read.goals(_lines(story, SUPERVISOR), version)
    assert "In four of five plans" in _words(paper)
    assert paper.approve == "confirm_goals"
    story.does(SUPERVISOR, "confirm_goals", **paper.fields)


def test_a_learner_reads_the_ground_rules_they_are_asked_to_accept() -> None:
    story = group(agreed, size=2)
    paper = papers_read.ground_rules(_lines(story, GROUP[0]), _name)
    assert "What is said here stays here" in _words(paper)
    assert paper.fields == {"version": 1}
    with pytest.raises(NotFound):
        papers_read.ground_rules(_lines(story, COORDINATOR), _name)
