"""Who answers which instrument, who reads the answers, and what an agency adds of its own."""

from typing import Any

import pytest

from domain.agency.agency import (
    AdoptInstrument,
    Agency,
    RetireInstrument,
    decide_agency,
    evolve_agency,
)
from domain.agency.agency_instruments import MOST
from domain.base.refusals import Refusal
from domain.instruments.instrument import Instrument
from domain.instruments.shelf import released
from domain.person.own_answers import AnsweredForOneself, AnswerForOneself
from domain.person.person import Person, decide_person, evolve_person
from tests.domain.agency.test_person import ANA
from tests.domain.given import (
    AGENCY,
    COACH,
    COORDINATOR,
    LEARNER,
    OTHER_COACH,
    START,
    SUPERVISOR,
    closed,
    evaluated,
    group,
    launched,
)

WORKING = {"instrument": "working_relationship", "answered": {"items": {"trust": 4}}}
READY = {"instrument": "coaching_readiness", "answered": {"items": {"honest": 1}}}
KEPT = AGENCY.model_copy(
    update={"settings": AGENCY.settings.model_copy(update={"coordinators": (COORDINATOR,)})}
)
OWN = released("organizational_trust", 1).model_copy(update={"instrument": "county_trust"})


def test_a_learner_answers_before_coaching_has_begun() -> None:
    story = launched()
    story.does(LEARNER, "answer_instrument", **READY)
    assert story.kinds()[-1] == "instrument_answered"


def test_learner_and_coach_read_the_answers_and_nobody_else() -> None:
    story = evaluated()
    story.does(COACH, "answer_instrument", **WORKING)
    for reader in (LEARNER, COACH):
        [line] = story.knows(reader, "instrument_answered")
        assert line["answered"]["items"] == {"trust": 4}
    for other in (SUPERVISOR, COORDINATOR):
        assert story.knows(other, "instrument_answered") == []


def test_a_coach_who_comes_later_does_not_read_them() -> None:
    story = evaluated()
    story.does(LEARNER, "answer_instrument", **WORKING)
    story.does(LEARNER, "decide_next", decision="another_coach")
    story.does(COORDINATOR, "assign_coach", coach=OTHER_COACH)
    assert story.knows(OTHER_COACH, "instrument_answered") == []


@pytest.mark.parametrize(
    ("by", "said", "code"),
    [
        (COACH, READY, "role_may_not"),
        (SUPERVISOR, WORKING, "role_may_not"),
        (COORDINATOR, WORKING, "role_may_not"),
        (LEARNER, {**READY, "instrument": "no_such"}, "unknown_instrument"),
        (LEARNER, {**READY, "version": 9}, "unknown_instrument"),
        (
            LEARNER,
            {"instrument": "organizational_trust", "answered": {"items": {"fair": 7}}},
            "answered_by_oneself",
        ),
        (LEARNER, {**READY, "answered": {"items": {"honest": 2}}}, "answer_off_scale"),
        (LEARNER, {**READY, "answered": {"items": {"dance": 1}}}, "unknown_item"),
        (LEARNER, {**READY, "answered": {}}, "nothing_answered"),
    ],
)
def test_what_is_refused(by: str, said: dict[str, Any], code: str) -> None:
    assert evaluated().refuses(by, "answer_instrument", **said) == code


def test_nothing_is_answered_once_coaching_has_closed() -> None:
    assert closed().refuses(LEARNER, "answer_instrument", **WORKING) != ""


def test_the_rest_is_answered_later_by_whoever_began_and_of_the_same_instrument() -> None:
    story = evaluated()
    begun = story.does(LEARNER, "answer_instrument", **WORKING)
    more = {"items": {"trust": 4, "talk": 2}}
    story.does(
        LEARNER,
        "answer_instrument",
        instrument="working_relationship",
        answered=more,
        corrects=begun,
    )
    assert [one["answered"]["items"] for one in story.knows(COACH, "instrument_answered")][-1] == (
        more["items"]
    )
    assert story.refuses(COACH, "answer_instrument", **WORKING, corrects=begun) == "not_author"
    wrong = {**READY, "corrects": begun}
    assert story.refuses(LEARNER, "answer_instrument", **wrong) == "other_instrument"
    story.does(LEARNER, "retract_entry", entry=begun, reason="Not meant so")
    assert story.refuses(LEARNER, "answer_instrument", **WORKING, corrects=begun) == (
        "unknown_entry"
    )


def test_a_learner_of_a_group_is_the_only_other_who_reads_them() -> None:
    story = group(size=3)
    one, other, _ = story.learners
    story.does(one, "answer_instrument", **WORKING)
    assert len(story.knows(one, "instrument_answered")) == 1
    assert len(story.knows(story.coaches[0], "instrument_answered")) == 1
    assert story.knows(other, "instrument_answered") == []


def answering(by: str = LEARNER, **changed: Any) -> AnswerForOneself:
    said = {
        "command_id": "a1",
        "by": by,
        "at": START,
        "person_id": LEARNER,
        "agency_id": AGENCY.agency_id,
        "instrument": "organizational_trust",
        "answered": {"items": {"fair": 7}},
    }
    return AnswerForOneself.model_validate({**said, **changed})


def answered(*commands: AnswerForOneself, agency: Agency = KEPT) -> Person:
    person = ANA
    for command in commands:
        for event in decide_person(person, command, agency):
            person = evolve_person(person, event)
    return person


def refused(person: Person | None, command: AnswerForOneself, agency: Agency = KEPT) -> str:
    with pytest.raises(Refusal) as caught:
        decide_person(person, command, agency)
    return caught.value.code


def test_a_person_answers_for_themself_all_at_once_or_in_parts() -> None:
    [event] = decide_person(ANA, answering(), KEPT)
    assert isinstance(event, AnsweredForOneself)
    assert (event.entry_id, event.version, event.counted) == ("a1", 1, False)
    rest = answering(command_id="a2", corrects="a1", answered={"items": {"fair": 7, "depend": 5}})
    [more] = decide_person(answered(answering()), rest, KEPT)
    assert isinstance(more, AnsweredForOneself)
    assert more.entry_id == "a1"
    assert list(answered(answering(), rest).answers) == ["a1"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": COACH}, "answers_are_own"),
        ({"by": COORDINATOR}, "answers_are_own"),
        ({"instrument": "working_relationship"}, "kept_with_engagement"),
        ({"instrument": "no_such"}, "unknown_instrument"),
        ({"answered": {"items": {"fair": 8}}}, "answer_off_scale"),
        ({"corrects": "nothing"}, "unknown_entry"),
        ({"agency_id": "elsewhere"}, "person_of_another_agency"),
    ],
)
def test_what_a_person_is_refused(changed: dict[str, Any], code: str) -> None:
    assert refused(ANA, answering(**changed)) == code


def test_nobody_unknown_answers() -> None:
    assert refused(None, answering()) == "answers_are_own"


def test_older_answers_are_completed_in_their_own_instrument() -> None:
    wrong = answering(instrument="coaching_skills", answered={"items": {"listen": 4}})
    assert refused(answered(answering()), wrong.model_copy(update={"corrects": "a1"})) == (
        "other_instrument"
    )


def adopting(
    content: Instrument = OWN, by: str = COORDINATOR, command_id: str = "o1"
) -> AdoptInstrument:
    return AdoptInstrument(
        command_id=command_id, by=by, at=START, agency_id=AGENCY.agency_id, content=content
    )


def retiring(by: str = COORDINATOR) -> RetireInstrument:
    return RetireInstrument(
        command_id="o2", by=by, at=START, agency_id=AGENCY.agency_id, instrument="county_trust"
    )


def after(*commands: AdoptInstrument | RetireInstrument) -> Agency:
    agency = KEPT
    for command in commands:
        for event in decide_agency(agency, command):
            agency = evolve_agency(agency, event)
    return agency


def turned_down(agency: Agency, command: AdoptInstrument | RetireInstrument) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decide_agency(agency, command)
    return caught.value


def test_an_agencys_own_is_answered_as_any_other() -> None:
    own = answering(instrument="county_trust")
    assert refused(ANA, own) == "unknown_instrument"
    assert list(answered(own, agency=after(adopting())).answers) == ["a1"]


def test_only_a_coordinator_puts_one_to_use_or_takes_it_out() -> None:
    assert turned_down(KEPT, adopting(by=LEARNER)).code == "not_agency_coordinator"
    assert turned_down(after(adopting()), retiring(by=COACH)).code == "not_agency_coordinator"


def test_a_name_of_the_engines_own_is_taken() -> None:
    taken = adopting(released("coaching_skills", 1))
    assert turned_down(KEPT, taken).code == "instrument_name_taken"


def test_a_changed_one_is_the_next_version_and_the_old_one_stays() -> None:
    agency = after(adopting())
    changed = OWN.model_copy(update={"title": "Trust, anew"})
    refusal = turned_down(agency, adopting(changed))
    assert (refusal.code, refusal.facts["next"]) == ("instrument_version", 2)
    second = changed.model_copy(update={"version": 2})
    both = after(adopting(), adopting(second))
    assert both.instruments == (OWN, second)
    assert decide_agency(both, adopting(second)) == (), "it is in use already"
    old = answering(instrument="county_trust", version=1)
    new = answering(instrument="county_trust", command_id="a2")
    assert [one.version for one in answered(old, new, agency=both).answers.values()] == [1, 2]


def test_one_taken_out_of_use_can_be_finished_and_put_to_use_again() -> None:
    agency = after(adopting(), retiring())
    for version in (None, 1):
        begins = answering(instrument="county_trust", version=version)
        assert refused(ANA, begins, agency) == "unknown_instrument"
    begun = answered(answering(instrument="county_trust"), agency=after(adopting()))
    rest = answering(instrument="county_trust", version=1, command_id="a2", corrects="a1")
    assert decide_person(begun, rest, agency)
    assert decide_agency(agency, retiring()) == ()
    again = after(adopting(), retiring(), adopting())
    assert (again.instruments, again.retired) == ((OWN,), ())
    assert turned_down(KEPT, retiring()).code == "unknown_instrument"


def test_an_agency_keeps_so_many_and_no_more() -> None:
    many = (OWN.model_copy(update={"version": n}) for n in range(1, MOST + 1))
    agency = after(*(adopting(one) for one in many))
    next_one = OWN.model_copy(update={"version": MOST + 1})
    assert turned_down(agency, adopting(next_one)).code == "too_many_instruments"
