"""The terms narrow what supervisor and coordinator read, and what narrows does not come loose."""

from tests.domain.given import (
    COACH,
    GROUP,
    LEARNER,
    PEER,
    SUPERVISOR,
    TERMS,
    Story,
    agrees_on_terms,
    closed,
    evaluated,
    group,
    hands_over,
    in_practice,
    peers,
    signs,
)


def narrowed(story: Story, *topics: str) -> Story:
    agrees_on_terms(story, narrowed=list(topics))
    return story


def test_debriefs_and_goals_can_be_kept_from_the_supervisor() -> None:
    story = in_practice()
    story.does(COACH, "write_debrief", joint=True, text="On the way")
    assert story.knows(SUPERVISOR, "debrief_written")[0]["text"] == "On the way"
    narrowed(story, "debriefs", "goals")
    assert "text" not in story.knows(SUPERVISOR, "debrief_written")[0]
    assert "goal" not in story.knows(SUPERVISOR, "goal_set")[0]


def test_goals_kept_from_the_supervisor_are_not_in_the_handoff_either() -> None:
    story = narrowed(evaluated(), "goals")
    story.does(LEARNER, "decide_next", decision="closing")
    hands_over(story)
    (handed,) = story.knows(SUPERVISOR, "handoff_produced")
    assert handed["content"]["goals"] == []
    assert closed().knows(SUPERVISOR, "handoff_produced")[0]["content"]["goals"]


def hidden_from_supervisor(story: Story) -> bool:
    return all("goal" not in fields for fields in story.knows(SUPERVISOR, "goal_set"))


def test_what_is_narrowed_holds_until_all_have_signed_other_terms() -> None:
    story = narrowed(in_practice(), "goals")
    terms = next(e.entry_id for e in reversed(story.events) if e.kind == "terms_proposed")
    gone = {"entry": terms, "reason": "x"}
    assert story.refuses(COACH, "retract_entry", **gone) == "not_retractable"
    story.does(COACH, "propose_terms", **TERMS)
    signs(story, SUPERVISOR, LEARNER)
    assert hidden_from_supervisor(story)
    signs(story, COACH)
    assert not hidden_from_supervisor(story)


def test_a_signature_taken_back_lets_nobody_read_more() -> None:
    story = narrowed(in_practice(), "goals")
    signed = [e for e in story.events if e.kind == "agreement_joined" and e.by == SUPERVISOR]
    gone = {"entry": signed[-1].entry_id, "reason": "x"}
    story.does(SUPERVISOR, "retract_entry", **gone)
    assert "agreement_supervisor" in story.missing()
    assert hidden_from_supervisor(story)


def test_terms_hold_on_when_a_peer_leaves() -> None:
    story = narrowed(peers(in_practice), "goals")
    story.does(PEER, "withdraw_from_coaching")
    assert hidden_from_supervisor(story)


def test_the_pair_reads_on_whatever_is_narrowed() -> None:
    story = narrowed(group(in_practice, size=2), "goals")
    for person in (COACH, GROUP[0]):
        assert story.knows(person, "goal_set")[0]["goal"]
