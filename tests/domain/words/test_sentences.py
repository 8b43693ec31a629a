"""Every sentence that people read is true of the acts and stages there are, and easily read."""

import re
from collections.abc import Iterator
from string import Formatter
from typing import Any, get_args

import pytest

from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.commands import AnyCommand
from domain.engagement.decide import decide
from domain.engagement.gates.known_words import known_words
from domain.engagement.views.overview import todos
from domain.process.models import RELEASED, process_model
from domain.words import (
    WORDS,
    ask_for,
    reminder_names,
    say_refusal,
    say_reminder,
    say_requirement,
    say_stage,
)
from tests.domain.given import COACH, COORDINATOR, LEARNER, SUPERVISOR, closed, in_practice
from tests.domain.words import advised, said

SENTENCES_OF = ("asked.", "refusal.", "event.", "requirement.", "reminder.", "touched.")
"""What is said in whole sentences; the rest is names and titles."""
PEOPLE = {"learner": LEARNER, "coach": COACH, "supervisor": SUPERVISOR, "coordinator": COORDINATOR}
ELSEWHERE = {
    "set_up_agency": "coordinator",
    "register_person": "coordinator",
    "sign_agency_agreement": "leadership",
    "launch_engagement": "coordinator",
}
"""Acts outside a running engagement, and who does them."""
GIVEN = {
    "asked.follow_up": {"days"},
    "requirement.follow_up": {"days"},
    "event.stage_entered": {"stage"},
}
"""The facts that lists of what to do, and of what happened, fill in."""
ADVICE = [
    (key, *one.split())
    for table in (advised.REFUSALS, advised.REMINDERS)
    for key, several in table.items()
    for one in several
]
ASKED = re.compile(r"\bAsk (?:the |your |a |program )*((?:\w+)(?: and \w+)?) to\b")


def all_said() -> Iterator[tuple[str, str]]:
    """Every sentence, with the name of its place."""
    for prefix in SENTENCES_OF:
        for key, text in WORDS.texts(prefix).items():
            if not key.endswith(".title"):
                yield prefix + key, text
    for which in RELEASED:
        model = process_model(*which)
        for stage in model.stages:
            yield f"{model.model} {stage.key}", stage.does
        for need in model.needs.values():
            if need.says:
                yield f"{model.model} {need.key}", need.says


SENTENCES = dict(all_said())


def may(role: str, act: str) -> bool:
    """Whether the rules let a role do an act at all, whatever its fields and the moment."""
    if act in ELSEWHERE:
        return ELSEWHERE[act] == role
    story = in_practice()
    [cls] = [one for one in get_args(AnyCommand) if one.model_fields["kind"].default == act]
    head: dict[str, Any] = {"command_id": "blank", "by": PEOPLE[role], "at": story.now}
    try:
        decide("engagement-1", story.state, cls.model_construct(None, **head), story.agency)
    except Refusal as refusal:
        return refusal.code not in ("role_may_not", "not_in_engagement")
    except (AttributeError, TypeError, ValueError):
        return True
    return True


def test_a_models_own_need_has_one_meaning() -> None:
    own = [n for w in RELEASED for n in process_model(*w).needs.values() if n.says]
    assert own
    assert {need.key for need in own} & set(WORDS.texts("requirement.")) == set()
    for need in own:
        assert say_requirement(need.key) == need.says


def test_no_sentence_holds_a_name_of_the_machine() -> None:
    for place, text in SENTENCES.items():
        spoken = re.sub(r"\{\w+\}", "", text)
        acts = set(re.findall(r"`(\w+)`", spoken))
        assert acts <= set(known_words().acts), place
        assert "_" not in re.sub(r"`\w+`", "", spoken), place


def test_every_place_in_a_sentence_is_a_fact_the_code_gives() -> None:
    for code, raised in said.refusals().items():
        named = {name for _, name, _, _ in Formatter().parse(WORDS.texts("refusal.")[code]) if name}
        for facts in raised:
            assert named <= facts, code
    for place, text in SENTENCES.items():
        if not place.startswith("refusal."):
            assert set(re.findall(r"\{(\w+)\}", text)) <= GIVEN.get(place, set()), place


@pytest.mark.parametrize(("key", "role", "act"), ADVICE)
def test_what_people_are_told_to_do_they_may_do(key: str, role: str, act: str) -> None:
    assert act in known_words().acts or act in ELSEWHERE
    assert may(role, act), key


def test_a_role_that_may_not_is_told_apart() -> None:
    assert not may("coach", "pause_engagement")
    assert not may("supervisor", "set_goal")


def test_whoever_is_to_be_asked_may_do_what_is_asked() -> None:
    for code, text in WORDS.texts("refusal.").items():
        for asked in ASKED.findall(text):
            for role in asked.split(" and "):
                if role in {one.value for one in Role}:
                    roles = {one.split()[0] for one in advised.REFUSALS.get(code, ())}
                    assert role in roles, code


def test_every_reminder_says_what_it_asks_and_of_whom() -> None:
    assert set(advised.REMINDERS) == reminder_names() | {"other"}
    assert set(advised.REFUSALS) <= set(WORDS.texts("refusal."))


def test_a_reminder_of_something_missing_asks_for_the_act_that_supplies_it() -> None:
    names = said.stage_reminders()
    for which in RELEASED:
        for need in process_model(*which).needs.values():
            if need.key in names:
                advice = advised.REMINDERS[names[need.key]]
                for role in need.roles:
                    assert f"{role.value} {need.act}" in advice, need.key


def test_who_can_supply_a_missing_thing_is_named_as_the_model_names_them() -> None:
    for which in RELEASED:
        for need in process_model(*which).needs.values():
            named = re.search(r" \(([a-z, ]+)\)\.$", say_requirement(need.key))
            assert named, need.key
            if need.roles != (Role.ENGINE,):
                roles = set(re.split(r", | or | and ", named[1]))
                assert roles == {role.value for role in need.roles}, need.key


def test_whoever_is_asked_is_spoken_to_and_not_of() -> None:
    keys = {key.split(".")[0] for key in WORDS.texts("requirement.")} - {"handoff_delivered"}
    for key in keys:
        assert WORDS.has(f"asked.{key}"), key
        for role in Role:
            said = ask_for(key, role.value, facts={"days": 30})
            assert not re.search(rf"\bthe {role.value} (has|is|may|wait)|[{{(]", said), said
            assert re.search(r"\b(please|your?)\b", said, re.I), said
    own = "Our ways are not written down yet (coach or learner)."
    assert ask_for("our_ways", "coach", own) == "Our ways are not written down yet."


def test_stages_go_by_the_names_of_their_model() -> None:
    assert say_stage("skills_based", 1, "self_reflection") == "Self-reflection"
    assert say_stage("grow", 1, "goal_setting") == "Setting goals"
    assert say_stage("grow", 1, "no_such_stage") == "No such stage"
    assert say_stage("no_such_model", 1, "wrap_up") == "Wrap-up"


def test_a_refusal_names_stages_as_their_model_does() -> None:
    story = in_practice()
    early = story.refusal(COACH, "give_feedback", rung="clarify", said="Well done")
    told = say_refusal(early.code, early.facts)
    assert "“Reflection and feedback”; the engagement is at “Practice”" in told


def test_what_is_to_be_chosen_from_is_told_as_it_is_typed() -> None:
    story = in_practice()
    unknown = story.refusal(COACH, "go_back", to="nowhere")
    assert "joint_planning" in say_refusal(unknown.code, unknown.facts)


def test_an_ending_is_refused_without_saying_how_it_ended() -> None:
    story = in_practice()
    story.does(LEARNER, "withdraw_from_coaching")
    over = story.refusal(SUPERVISOR, "join_agreement", version=1, understood=True)
    assert over.code == "ended"
    assert over.facts == {}


def test_quiet_is_not_yet_too_long() -> None:
    _, before = say_reminder("quiet/1")
    _, after = say_reminder("silent/1")
    assert "for a while" in before
    assert "longer" not in before
    assert "longer than was agreed" in after
    for told in (before, after):
        assert "the coordinator can pause it" in told


def test_an_outside_coach_brings_papers_not_a_signature() -> None:
    title, do = say_reminder("coach_contract/initial_interest-1")
    assert "contract" in do
    assert not re.search(r"\bsign", f"{title} {do}")


def test_all_that_can_be_done_now_has_words() -> None:
    for story in (in_practice(), closed()):
        for todo in todos(story.engagement, story.agency):
            assert todo.requirement in WORDS.texts("requirement.")
