"""Concerns: they go to whom the agreement names, are answered, and the author sees the answer."""

from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEADER,
    LEARNER,
    OTHER_COACH,
    SUPERVISOR,
    agrees_on_terms,
    in_practice,
    launched,
)


def test_a_concern_goes_to_whom_the_terms_name_and_nobody_else_knows() -> None:
    story = in_practice()
    agrees_on_terms(story, concerns_go_to="ombuds-1")
    before = {person: story.sees(person) for person in (COACH, SUPERVISOR, COORDINATOR)}
    concern = story.does(LEARNER, "raise_concern", concern="I was pressed")
    assert story.knows("ombuds-1", "concern_raised")[0]["concern"] == "I was pressed"
    assert story.knows(LEARNER, "concern_raised")[0]["handler"] == "ombuds-1"
    story.does("ombuds-1", "answer_concern", concern=concern, answer="I spoke with them")
    assert story.knows(LEARNER, "concern_answered")[0]["answer"] == "I spoke with them"
    for person, seen in before.items():
        assert story.sees(person) == seen


def test_before_any_terms_the_coordinator_handles_it() -> None:
    story = launched()
    concern = story.does(COACH, "raise_concern", concern="No time is granted")
    assert story.knows(COORDINATOR, "concern_raised")
    assert story.refuses(SUPERVISOR, "answer_concern", concern=concern, answer="x") == (
        "unknown_entry"
    )
    story.does(COORDINATOR, "answer_concern", concern=concern, answer="I will ask for it")
    assert story.refuses(COORDINATOR, "answer_concern", concern=concern, answer="x") == (
        "concern_answered"
    )


def test_nobody_handles_their_own_concern() -> None:
    story = in_practice()
    agrees_on_terms(story, concerns_go_to=SUPERVISOR)
    story.does(SUPERVISOR, "raise_concern", concern="x")
    assert story.knows(COORDINATOR, "concern_raised")


def test_its_handler_is_reminded_twice_and_nothing_is_escalated() -> None:
    story = in_practice()
    concern = story.does(LEARNER, "raise_concern", concern="x")
    owed = [d for d in story.duties() if d.name == "concern"]
    assert [(d.recipient, d.occasion, d.how.value) for d in owed] == [
        (COORDINATOR, f"{concern}#1", "remind"),
        (COORDINATOR, f"{concern}#2", "remind"),
    ]
    story.does(COORDINATOR, "answer_concern", concern=concern, answer="y")
    assert "concern_answered" in story.owed_to(LEARNER)
    assert "concern" not in {d.name for d in story.duties()}


def test_a_coach_who_has_left_reads_the_answer() -> None:
    story = in_practice()
    concern = story.does(COACH, "raise_concern", concern="x")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(COORDINATOR, "answer_concern", concern=concern, answer="y")
    assert story.knows(COACH, "concern_answered")[0]["answer"] == "y"
    assert story.knows(OTHER_COACH, "concern_answered") == []


def test_a_concern_is_no_sign_of_life_of_the_coaching() -> None:
    story = in_practice()
    last = story.engagement.last_act_at
    story.does(LEARNER, "raise_concern", concern="x")
    assert story.engagement.last_act_at == last


def test_a_concern_about_whom_the_terms_name_goes_to_another() -> None:
    story = in_practice()
    agrees_on_terms(story, concerns_go_to=SUPERVISOR)
    story.does(LEARNER, "raise_concern", concern="I am pressed", concerning=SUPERVISOR)
    assert story.knows(SUPERVISOR, "concern_raised") == []
    assert story.knows(COORDINATOR, "concern_raised")
    story.does(LEARNER, "raise_concern", concern="Late again", concerning=COACH)
    assert story.knows(SUPERVISOR, "concern_raised")[0]["concern"] == "Late again"


def test_a_concern_about_the_coordinator_is_the_supervisors_where_no_terms_name_another() -> None:
    story = launched()
    story.does(LEARNER, "raise_concern", concern="x", concerning=COORDINATOR)
    assert story.knows(SUPERVISOR, "concern_raised")
    assert story.knows(COORDINATOR, "concern_raised") == []


def test_whoever_was_named_and_became_the_coach_handles_no_concern_about_coaching() -> None:
    story = in_practice()
    agrees_on_terms(story, concerns_go_to=OTHER_COACH)
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    story.does(LEARNER, "raise_concern", concern="Not what we agreed")
    assert story.knows(OTHER_COACH, "concern_raised") == []
    assert story.knows(COORDINATOR, "concern_raised")


def test_a_concern_about_who_is_coordinator_and_supervisor_goes_to_a_leader() -> None:
    story = launched()
    story.does(COORDINATOR, "assign_supervisor", supervisor=COORDINATOR)
    story.does(LEARNER, "raise_concern", concern="I am pressed", concerning=COORDINATOR)
    assert story.knows(COORDINATOR, "concern_raised") == []
    assert story.knows(LEADER, "concern_raised")
    story.does(COORDINATOR, "raise_concern", concern="The coach is late")
    assert story.knows(LEADER, "concern_raised")[1]["concern"] == "The coach is late"


def test_where_nobody_else_is_left_a_concern_is_refused_and_not_told_to_whom_it_is_about() -> None:
    alone = AGENCY.settings.model_copy(update={"leaders": (COORDINATOR,)})
    story = launched(agency=AGENCY.model_copy(update={"settings": alone}))
    story.does(COORDINATOR, "assign_supervisor", supervisor=COORDINATOR)
    about = {"concern": "I am pressed", "concerning": COORDINATOR}
    assert story.refuses(LEARNER, "raise_concern", **about) == "nobody_for_concern"


def test_who_handles_a_concern_without_another_part_takes_an_answer_back() -> None:
    story = in_practice()
    agrees_on_terms(story, concerns_go_to=LEADER)
    concern = story.does(LEARNER, "raise_concern", concern="Late again")
    given = {"concern": concern, "answer": "Meant for somebody else"}
    answer = story.does(LEADER, "answer_concern", **given)
    back = {"entry": answer, "reason": "Wrong concern"}
    assert story.refuses(OTHER_COACH, "retract_entry", **back) == "not_in_engagement"
    story.does(LEADER, "retract_entry", **back)
    story.does(LEADER, "answer_concern", concern=concern, answer="Talk with me")
