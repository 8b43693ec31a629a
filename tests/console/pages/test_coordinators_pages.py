"""What coordinators do on pages: caseloads, coaches, cohorts, people, settings."""

import re

import pytest

from console.rendering.words import say
from domain.cohort.columns import KNOWN
from domain.words import WORDS
from services.launching.launch_form import models_offered
from tests.console.pages.visiting import Office, another, hidden, text_of
from tests.domain.cohort.cohort_given import other, text
from tests.domain.given import AGENCY
from tests.journeys.place import until

pytestmark = pytest.mark.servers


async def test_a_coach_is_chosen_with_what_they_carry_in_view(office: Office) -> None:
    told = await another(office)
    await told.does("other_coach", "state_expertise", statement="Ten years")
    page = await office.sees("coordinator", f"{office.at}/act/assign_coach")
    name = f"Other_Coach {office.cast.slug}"
    assert name in page
    assert "Ten years" not in page, "what they said of it stays in that engagement"
    ours = page[page.index(name) :]
    assert "1 person coached at present." in ours
    assert "Said how they know this skill." in ours
    assert f'value="{office.cast["other_coach"]}"' in page
    form = {"coach": [office.cast["other_coach"], ""]}
    done = await office.does("coordinator", "assign_coach", form)
    assert done.status_code == 303, text_of(done)
    assert (await office.told.state()).coach == office.cast["other_coach"]


async def test_somebody_new_is_named_by_address(office: Office) -> None:
    new = f"peer@{office.cast.slug}.example"
    done = await office.does("coordinator", "assign_coach", {"coach": [office.cast["coach"], new]})
    assert done.status_code == 303, text_of(done)
    assert (await office.told.state()).coach == office.cast["peer"]
    form = {"supervisor": f"other_supervisor@{office.cast.slug}.example"}
    done = await office.does("coordinator", "assign_supervisor", form)
    assert done.status_code == 303, text_of(done)
    unknown = {"supervisor": "nobody@nowhere.example"}
    refused = await office.does("coordinator", "assign_supervisor", unknown)
    assert refused.status_code == 422
    assert "nobody@nowhere.example" in text_of(refused)


async def test_who_coaches_others_is_shown_to_no_coach(office: Office) -> None:
    await another(office)
    for role in ("coach", "learner", "supervisor"):
        answer = await office.get(role, f"{office.at}/act/assign_coach")
        assert f"Other_Coach {office.cast.slug}" not in text_of(answer), role


async def test_a_caseload_is_looked_at_first_and_then_handed_on(office: Office) -> None:
    cast, slug = office.cast, office.cast.slug
    second = await another(office, coach=cast["coach"], skill="Interviewing")
    hindered = await another(
        office,
        learners=[cast["other_coach"]],
        coach=cast["coach"],
        skill="Writing",
    )
    people = {
        "role": "coach",
        "giver": f"coach@{slug}.example",
        "taker": f"other_coach@{slug}.example",
    }
    query = "&".join(f"{name}={value}" for name, value in people.items())
    page = await office.sees("coordinator", f"/caseload?{query}")
    offered = re.findall(r'name="chosen" value="([^"]+)" checked', page)
    assert set(offered) == {office.told.id, second.id}
    assert f'value="{hindered.id}" disabled' in page
    for told in (office.told, second, hindered):
        assert (await told.state()).coach == cast["coach"], "looking changes nothing"
    form = {
        **people,
        "command_id": hidden(page, "command_id"),
        "chosen": [*offered, hindered.id],
        f"learners.{second.id}": "Somebody we know",
    }
    for _ in range(2):
        answer = await office.post("coordinator", "/caseload", form)
        assert answer.status_code == 200, text_of(answer)
        said = text_of(answer)
        assert "3 of 3 are done." in said
        assert "Somebody we know" in said
        assert "2 were handed on." in said
    assert (await office.told.state()).coach == (await second.state()).coach == cast["other_coach"]
    assert (await hindered.state()).coach == cast["coach"]
    assert (await second.kinds()).count("coach_assigned") == 1


async def test_a_large_caseload_goes_on_where_it_was(office: Office) -> None:
    cast, slug = office.cast, office.cast.slug
    form = {
        "role": "coach",
        "giver": f"coach@{slug}.example",
        "taker": f"other_coach@{slug}.example",
        "command_id": "once",
        "chosen": [*(f"{n:08}-no-such" for n in range(12)), office.told.id],
    }
    page = text_of(await office.post("coordinator", "/caseload", form))
    assert "10 of 13 are done." in page
    assert "hx-trigger" in page
    rest = re.findall(r'name="chosen" value="([^"]+)"', page)
    stayed = re.findall(r'name="stayed" value="([^"]+)"', page)
    assert (len(rest), len(stayed)) == (3, 10)
    page = text_of(
        await office.post("coordinator", "/caseload", {**form, "chosen": rest, "stayed": stayed})
    )
    assert "13 of 13 are done." in page
    assert (await office.told.state()).coach == cast["other_coach"]


async def test_a_caseload_of_nobody_is_said_kindly(office: Office) -> None:
    mine = f"coach@{office.cast.slug}.example"
    for giver, taker in ((mine, mine), (mine, "nobody@x.example"), ("x", mine), (mine, "")):
        query = f"/caseload?giver={giver}&taker={taker}"
        answer = await office.get("coordinator", query)
        assert answer.status_code == 422, (giver, taker)
        assert f'value="{giver}"' in text_of(answer)


async def test_bad_cells_of_a_cohort_are_put_right_in_the_page(office: Office) -> None:
    slug = office.cast.slug
    name = f"County {slug}"
    own = {
        "agency": name,
        "coordinator_email": f"coordinator@{slug}.example",
        "leader_email": f"leader@{slug}.example",
        "coordinator_name": f"Coordinator {slug}",
        "leader_name": f"Leader {slug}",
    }
    rows = [
        other(1, **own, skill=""),
        other(2, **own, coach_email="no address"),
        other(3, **own),
    ]
    looked = await office.post(
        "coordinator", "/cohorts/new", {"name": "autumn", "rows": text(*rows)}
    )
    assert looked.status_code == 422
    page = text_of(looked)
    fixes = re.findall(r'name="(fix\.\d+\.[a-z_]+)"', page)
    assert set(fixes) == {"fix.2.skill", "fix.3.coach_email"}
    assert "no address" in page
    form = {
        "name": "autumn",
        "rows": rows_of(page),
        "fix.2.skill": "Interviewing",
        "fix.3.coach_email": "yara@coaching.example",
    }
    fine = await office.post("coordinator", "/cohorts/new", form)
    assert fine.status_code == 200, text_of(fine)
    page = text_of(fine)
    assert "Interviewing" in page
    again = await office.post(
        "coordinator", "/cohorts/new", {"name": "autumn", "rows": rows_of(page)}
    )
    assert again.status_code == 200, "looking launches nothing"
    assert "autumn" not in await office.sees("coordinator", "/cohorts")
    form = {"name": "autumn", "rows": rows_of(page), "do": "launch"}
    launched = await office.post("coordinator", "/cohorts/new", form)
    assert launched.status_code == 303, text_of(launched)
    where = launched.headers["location"]

    async def all_done() -> bool:
        return "3 of 3 rows are done." in await office.sees("coordinator", where)

    await until(all_done, 60, "the launch of three")
    done = await office.sees("coordinator", where)
    assert "hx-get" not in done, "it looks again no more"
    assert "3 people are being coached now." in done


async def test_a_change_of_settings_is_shown_before_it_is_made(office: Office) -> None:
    page = await office.sees("coordinator", "/agency/settings")
    filled = dict(
        re.findall(r'<input class="usa-input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page)
    )
    filled |= dict(re.findall(r'type="radio"[^>]* name="([^"]+)" value="([^"]+)" checked', page))
    filled |= dict(
        re.findall(r'<select[^>]* name="([^"]+)".*?<option value="([^"]+)" selected', page, re.S)
    )
    change = {**filled, "settings.quiet_days": "30"}
    seen = await office.post("coordinator", "/agency/settings", {**change, "do": "look"})
    assert seen.status_code == 200, text_of(seen)
    assert 'value="change"' in seen.text
    agency = await office.place.store.reader.agency(office.cast.agency)
    assert agency is not None
    assert agency.settings.quiet_days == 21, "a look changes nothing"
    wrong = {**change, "settings.quiet_days": "soon", "do": "look"}
    refused = await office.post("coordinator", "/agency/settings", wrong)
    assert refused.status_code == 422
    assert 'value="soon"' in refused.text
    form = {**change, "do": "change", "command_id": hidden(seen.text, "command_id")}
    done = await office.post("coordinator", "/agency/settings", form)
    assert done.status_code == 303, text_of(done)
    after = await office.place.store.reader.agency(office.cast.agency)
    assert after is not None
    assert after.settings == agency.settings.model_copy(update={"quiet_days": 30})
    by_leader = await office.post(
        "leader", "/agency/settings", {**form, "settings.quiet_days": "40"}
    )
    assert by_leader.status_code == 422


async def test_one_person_is_launched_by_a_form(office: Office) -> None:
    slug = office.cast.slug
    form = {
        "command_id": "0b6f1a4e-3b1e-4a57-9d3d-0f6a44f0c0de",
        "learner_email": f"new@{slug}.example",
        "coach_email": f"coach@{slug}.example",
        "supervisor_email": f"supervisor@{slug}.example",
        "skill": "Interviewing",
        "purpose": "Families are heard",
        "end": office.day(200),
        "origin": "learner_need",
        "participation": "voluntary",
        "relation": "internal",
        "form": "individual",
        "model": "clear",
    }
    asked = await office.sees("coordinator", "/launch")
    for model in models_offered(AGENCY):
        assert model.use in asked, "what each is for stands beside it"
    refused = await office.post("coordinator", "/launch", form)
    assert refused.status_code == 422, "somebody new has no name yet"
    assert "Families are heard" in text_of(refused)
    form["learner_name"] = "Nora Novak"
    first = await office.post("coordinator", "/launch", form)
    assert first.status_code == 303, text_of(first)
    second = await office.post("coordinator", "/launch", form)
    assert second.headers["location"] == first.headers["location"], "sent twice, launched once"
    assert "Nora Novak" in await office.sees("coordinator", "/board?name=Novak")
    assert "Contracting" in await office.sees("coordinator", first.headers["location"])
    for role in ("coach", "peer"):
        assert (await office.post(role, "/launch", form)).status_code == 404


def rows_of(page: str) -> str:
    """The rows that the page carries along."""
    found = re.search(r'<textarea[^>]* name="rows"[^>]*>\n?(.*?)</textarea>', page, re.S)
    assert found
    return found[1]


async def test_a_coordinators_first_page_says_how_all_stands(office: Office) -> None:
    page = await office.sees("coordinator", "/")
    assert "Coaching you coordinate" in page
    assert re.search(r"\d+ (is|are) under way\.", page)
    assert "Ask your coordinator" not in page
    assert "Coaching you coordinate" not in await office.sees("learner", "/")


async def test_the_page_for_a_cohort_names_every_column_a_file_can_have(office: Office) -> None:
    page = await office.sees("coordinator", "/cohorts/new")
    for column in KNOWN:
        assert column in page, column


async def test_all_that_is_wrong_with_a_launch_is_said_at_once_beside_its_field(
    office: Office,
) -> None:
    slug = office.cast.slug
    before = await office.place.store.reader.overviews(limit=1000)
    form = {
        "command_id": "3f0c1be2-7a51-4b9d-8c11-26d1f4b1a0aa",
        "learner_email": f"brand-new@{slug}.example",
        "learner_name": "Nora Novak",
        "coach_email": f"supervisor@{slug}.example",
        "supervisor_email": f"supervisor@{slug}.example",
        "skill": "Interviewing " * 30,
        "end": "3/1/2020",
    }
    answer = await office.post("coordinator", "/launch", form)
    assert answer.status_code == 422
    wrong = re.findall(r'id="(\w+)-error"', text_of(answer))
    assert wrong == ["coach_email", "skill", "purpose", "end", "origin"]
    assert WORDS.say("cohort.coach_supervises") in text_of(answer)
    form |= {"learner_email": "no address", "coach_email": "", "origin": "learner_need"}
    answer = await office.post("coordinator", "/launch", form)
    assert re.findall(r'id="(\w+)-error"', text_of(answer)) == [
        *("learner_email", "skill", "purpose", "end")
    ]
    assert await office.place.store.reader.overviews(limit=1000) == before
    known = await office.sees("coordinator", "/people")
    assert "brand-new@" not in known, "nobody is made known by a form with faults"


async def test_a_time_zone_is_chosen_and_not_typed(office: Office) -> None:
    for path, name in (("/people", "time_zone"), ("/agency/settings", "settings.time_zone")):
        page = await office.sees("coordinator", path)
        assert re.search(rf'<select [^>]*name="{name}"', page), path
        assert '<option value="America/New_York">America/New York</option>' in page, path
    chosen = await office.sees("coordinator", "/agency/settings")
    assert '<option value="America/Los_Angeles" selected>' in chosen
    assert '<option value="US" selected>United States</option>' in chosen
    slug = office.cast.slug
    form = {"name": "Nia Noor", "email": f"nia@{slug}.example", "time_zone": "America/New_York"}
    assert (await office.post("coordinator", "/people", form)).status_code == 303
    assert "America/New York" in await office.sees("coordinator", "/people")


async def test_a_stage_that_began_today_is_said_to_last_since_today(office: Office) -> None:
    page = await office.sees("coordinator", "/board")
    assert say("board.since_today") in page
    assert say("board.days", n=0) not in page


async def test_nobody_is_named_only_where_the_coach_is_still_to_be_found(office: Office) -> None:
    assert say("engagement.nobody") not in await office.sees("coach", office.at)
    waiting = await another(office, coach=None, learners=[office.cast["learner"]])
    page = await office.sees("learner", f"/engagements/{waiting.id}")
    assert say("engagement.nobody") in page


async def test_peers_are_not_offered_where_one_learner_is_launched(office: Office) -> None:
    page = await office.sees("coordinator", "/launch")
    assert 'name="relation" value="internal"' in page
    assert 'value="peer"' not in page


async def test_a_group_is_not_offered_where_one_learner_is_launched(office: Office) -> None:
    page = await office.sees("coordinator", "/launch")
    assert 'name="origin"' in page
    assert 'name="form"' not in page


async def test_days_of_the_week_are_said_by_name(office: Office) -> None:
    assert "Day of the week: Monday" in text_of(await office.get("coordinator", "/agency"))
    form = text_of(await office.get("coordinator", "/agency/settings"))
    assert "Sunday" in form
    assert "0 is Monday" not in form


async def test_people_are_found_by_name_or_address(office: Office) -> None:
    slug = office.cast.slug
    found = await office.sees("coordinator", "/people?find=coord")
    assert f"coordinator@{slug}.example" in found
    assert f"coach@{slug}.example" not in found
    by_address = await office.sees("coordinator", f"/people?find=COACH%40{slug}.example")
    assert f">coach@{slug}.example<" in by_address
    assert f"coordinator@{slug}.example" not in by_address
    assert "Type at least two letters" in await office.sees("coordinator", "/people?find=x")
    assert "0 found." in await office.sees("coordinator", "/people?find=nobody%40x.example")


async def test_who_could_hand_on_or_take_over_is_offered_with_what_they_carry(
    office: Office,
) -> None:
    page = await office.sees("coordinator", "/caseload")
    offered = dict(re.findall(r'<option value="([^"]+)">([^<]+)</option>', page))
    coach = offered[f"coach@{office.cast.slug}.example"]
    assert re.fullmatch(r"Coach \w+ · coaches \d+", coach), coach
    assert f"coordinator@{office.cast.slug}.example" in offered
    assert f"learner@{office.cast.slug}.example" not in offered
