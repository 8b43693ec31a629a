"""An act by its form: refused, repeated, overtaken by others, not known to be recorded."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest

from console.rendering.words import say
from services.acts.act_words import title_of_kind
from services.ids import fresh_id
from services.words import WORDS
from tests.console.pages.visiting import Office, hidden, text_of
from tests.console.signing.doorway import FROM_A_PAGE
from tests.journeys import stages
from workflows.gateway import Gateway

pytestmark = pytest.mark.servers

_WORDS = "Words that took me a whole evening, <b>all</b> of them"


async def test_an_act_is_recorded_in_the_name_of_who_sent_it(office: Office) -> None:
    done = await office.does("coach", "look_at_readiness", {"note": "Ready to begin"})
    assert done.status_code == 303, text_of(done)
    assert done.headers["location"] == f"{office.at}?done=look_at_readiness"
    page = await office.sees("coach", done.headers["location"])
    assert "Ready to begin" in page
    assert "Ready to begin" not in await office.sees("supervisor", office.at)
    events = await office.place.store.reader.events(office.told.id)
    [via] = [e.via for _, e in events if getattr(e, "kind", "") == "readiness_looked_at"]
    assert via.value == "self"


async def test_a_refused_form_keeps_every_word_and_says_where_it_is_wrong(office: Office) -> None:
    form = {
        "goal": "smart",
        "goal.smart.specific": _WORDS,
        "goal.smart.measurable": "Twice a week\nin my own notes",
        "goal.smart.due": "soon",
    }
    answer = await office.does("learner", "set_goal", form)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "&lt;b&gt;" in answer.text, "shown as it was typed, not as markup"
    for said in (_WORDS, "Twice a week\nin my own notes", 'value="soon"'):
        assert said in page
    for field in ("goal.smart.due", "goal.smart.achievable"):
        assert f'href="#{field}"' in page
        assert f'id="{field}-error"' in page
    assert "set_goal" not in str(await office.told.kinds())


async def test_what_is_not_written_yet_is_not_asked_to_be_signed(office: Office) -> None:
    page = await office.sees("learner", f"{office.at}/act/join_agreement")
    assert 'name="version"' not in page
    assert page.count('type="submit"') == page.count("sign-out"), "there is nothing to send"


async def test_a_rules_refusal_keeps_the_form_too(office: Office) -> None:
    answer = await office.does("supervisor", "state_expertise", {"statement": _WORDS})
    assert answer.status_code == 422
    assert _WORDS in text_of(answer)
    assert await office.told.kinds() == ["engagement_launched"]


async def test_the_same_form_sent_twice_is_recorded_once(office: Office) -> None:
    page = await office.sees("coach", f"{office.at}/act/state_expertise")
    form = {"command_id": hidden(page, "command_id"), "statement": "Ten years"}
    for _ in range(2):
        answer = await office.does("coach", "state_expertise", form)
        assert answer.status_code == 303, text_of(answer)
    assert (await office.told.kinds()).count("expertise_stated") == 1


@pytest.mark.parametrize("kind", ["rate_goal", "go_back", "retract_entry"])
async def test_what_there_is_nothing_to_choose_for_is_no_link_and_its_form_says_why(
    office: Office, kind: str
) -> None:
    assert f"/act/{kind}" not in await office.sees("learner", office.at)
    page = await office.sees("learner", f"{office.at}/act/{kind}")
    assert WORDS.say(f"trouble.nothing_for_{kind}.remedy") in page
    assert 'type="submit">' + title_of_kind(kind) not in page
    assert say("form.nothing_to_choose") not in page


async def test_one_stage_may_be_gone_back_to_by_its_name(office: Office) -> None:
    await stages.agree(office.told)
    page = await office.sees("coach", f"{office.at}/act/go_back")
    assert 'type="radio" id="to-1" name="to" value="initial_interest"' in page
    assert "Initial interest</label>" in page
    assert 'id="to-2"' not in page


async def test_nobody_is_offered_themself_where_somebody_else_is_meant(office: Office) -> None:
    for kind, field in (("disclose", "to_person"), ("raise_concern", "concerning")):
        page = await office.sees("coach", f"{office.at}/act/{kind}")
        offered = set(re.findall(rf'name="{field}" value="([^"]+)"', page))
        assert office.cast["coach"] not in offered, kind
        assert office.cast["supervisor"] in offered, kind


async def test_a_permission_is_for_the_supervisor_of_whom_one_reads_there(office: Office) -> None:
    page = await office.sees("learner", f"{office.at}/act/give_consent")
    assert re.findall(r'name="to"', page) == []
    assert hidden(page, "known.to") == office.cast["supervisor"]
    person = await office.door.person("supervisor")
    assert say("consent.to", supervisor=person.name) in page
    form = {"consent": "ratings_to_supervisor", "given": "yes"}
    late = await office.does("learner", "give_consent", {**form, "known.to": office.cast["coach"]})
    assert late.status_code == 422, "another one supervises than they read of"
    done = await office.does("learner", "give_consent", form)
    assert done.status_code == 303, text_of(done)


async def test_entries_are_told_apart_by_days_as_people_write_them(office: Office) -> None:
    await office.told.does("coach", "look_at_readiness", note="Ready to begin")
    page = await office.sees("coach", f"{office.at}/act/retract_entry")
    assert re.search(r"\(\w{3} \d{1,2}, \d{4}, Coach", page)
    assert not re.search(r"\(\d{4}-\d\d-\d\d", page)


async def test_one_more_row_is_no_sending(office: Office) -> None:
    form = {"barriers.0.what": _WORDS, "more": "barriers"}
    answer = await office.does("learner", "declare_commitment", form)
    assert answer.status_code == 200
    page = text_of(answer)
    assert _WORDS in page
    assert 'name="barriers.1.what"' in page
    assert await office.told.kinds() == ["engagement_launched"]


async def test_two_on_one_form_the_second_sees_the_first(office: Office) -> None:
    path = f"{office.at}/act/schedule_session"
    opened = await office.sees("learner", path)
    first = {"starts": f"{office.day(5)}T10:00", "where": "Room of the coach", "minutes": "45"}
    done = await office.does("coach", "schedule_session", first)
    assert done.status_code == 303, text_of(done)
    second = {"starts": f"{office.day(6)}T11:00", "where": _WORDS, "minutes": "60"}
    form = {**second, "seen": hidden(opened, "seen")}
    late = await office.does("learner", "schedule_session", form)
    assert late.status_code == 422
    page = text_of(late)
    for said in (_WORDS, second["starts"], "Room of the coach", f"Coach {office.cast.slug}"):
        assert said in page, said
    assert (await office.told.kinds()).count("session_scheduled") == 1
    done = await office.does("learner", "schedule_session", {**form, "seen": hidden(page, "seen")})
    assert done.status_code == 303, text_of(done)


async def test_what_is_not_theirs_to_see_stands_in_nobodys_way(office: Office) -> None:
    opened = await office.sees("learner", f"{office.at}/act/raise_concern")
    await office.told.does("supervisor", "raise_concern", concern="Nobody else's to read")
    form = {"concern": _WORDS, "seen": hidden(opened, "seen")}
    answer = await office.does("learner", "raise_concern", form)
    assert answer.status_code == 303, text_of(answer)


async def test_an_outcome_that_is_not_known_settles_with_the_same_id(office: Office) -> None:
    form = {"command_id": fresh_id(), "statement": _WORDS}
    path = f"{office.at}/act/state_expertise"
    async with hasty(office) as browser:
        answer = await browser.post(path, data=form, headers=FROM_A_PAGE)
    page = text_of(answer)
    assert answer.status_code == 503
    assert "data-again" in page
    assert _WORDS in page
    assert hidden(page, "command_id") == form["command_id"]
    settled = await office.does("coach", "state_expertise", form)
    assert settled.status_code == 303, text_of(settled)
    assert (await office.told.kinds()).count("expertise_stated") == 1


async def test_a_remark_on_a_clients_name_is_shown_before_anything_is_recorded(
    office: Office,
) -> None:
    form = {"note": "The mother Nora Novak agreed"}
    answer = await office.does("coach", "look_at_readiness", form)
    assert answer.status_code == 422
    assert "Nora Novak" in text_of(answer)
    assert await office.told.kinds() == ["engagement_launched"]
    done = await office.does("coach", "look_at_readiness", {**form, "said_so": "yes"})
    assert done.status_code == 303


async def test_a_session_in_the_past_is_asked_about_before_it_is_planned(office: Office) -> None:
    form = {"starts": f"{office.day(-2)}T10:00", "minutes": "60"}
    asked = await office.does("coach", "schedule_session", form)
    assert asked.status_code == 422
    assert WORDS.say("remark.session_past") in text_of(asked)
    assert await office.told.kinds() == ["engagement_launched"]
    done = await office.does("coach", "schedule_session", {**form, "said_so": "yes"})
    assert done.status_code == 303, text_of(done)
    assert "session" in await office.sees("coach", f"{office.at}/act/hold_session")


@pytest.mark.parametrize(
    "then", ["//evil.example", "https://evil.example", "../..", "act/x", "%0d"]
)
async def test_an_act_leads_back_to_known_places_alone(office: Office, then: str) -> None:
    done = await office.does("coach", "look_at_readiness", {"note": "Ready", "then": then})
    assert done.headers["location"] == f"{office.at}?done=look_at_readiness"
    known = await office.does("coach", "look_at_readiness", {"note": "Ready", "then": "goals"})
    assert known.headers["location"] == f"{office.at}/goals?done=look_at_readiness"


@pytest.mark.parametrize(
    ("role", "kind"),
    [("coordinator", "end_engagement"), ("learner", "withdraw_from_coaching")],
)
async def test_what_can_not_be_undone_asks_to_be_sure(office: Office, role: str, kind: str) -> None:
    page = await office.sees(role, f"{office.at}/act/{kind}?sure=yes")
    assert 'name="sure" value="yes">' in page, "never ticked by an address"
    form = {"reason": _WORDS}
    asked = await office.does(role, kind, form)
    assert asked.status_code == 422
    assert _WORDS in text_of(asked)
    assert await office.told.kinds() == ["engagement_launched"]
    done = await office.does(role, kind, {**form, "sure": "yes"})
    assert done.status_code == 303, text_of(done)
    assert "engagement_ended" in await office.told.kinds()


async def test_referring_is_final_only_where_it_ends_coaching(office: Office) -> None:
    form = {"referred_to": "A counsellor"}
    ends = await office.does("coach", "refer_learner", {**form, "ends_part": "yes"})
    assert ends.status_code == 422
    assert await office.told.kinds() == ["engagement_launched"]
    goes_on = await office.does("coach", "refer_learner", {**form, "ends_part": "no"})
    assert goes_on.status_code == 303, text_of(goes_on)


async def test_a_carried_number_that_was_tampered_with_is_no_fault(office: Office) -> None:
    await office.told.does(
        "coach",
        "propose_terms",
        expected_end=office.day(240),
        concerns_go_to=office.cast["coordinator"],
        disclosed="As agreed",
    )
    for said in ("no number", "²", "-1"):
        form = {"known.version": said, "understood": "no"}
        answer = await office.does("learner", "join_agreement", form)
        assert answer.status_code == 422, said
    assert answer.status_code == 422


@asynccontextmanager
async def hasty(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    """A console that waits for nothing, with the coach signed in."""
    engine = office.place.engine
    gateway = Gateway(engine.client, engine.store.engagements, engine.task_queue, timeout=0.001)
    signed = await office.browser("coach")
    before = office.door.app.state.engine
    office.door.app.state.engine = replace(engine, gateway=gateway)
    try:
        yield signed
    finally:
        office.door.app.state.engine = before
