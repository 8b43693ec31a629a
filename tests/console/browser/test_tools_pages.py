"""Pages of the toolkit and of the program: accessible and no wider than a phone in every state."""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import Page

from domain.agency.program_plan import PlanStep
from domain.instruments.shelf import released
from domain.process.models import source_of
from tests.console.browser.inspecting import frame, inspect, look
from tests.console.browser.site import Desk, Site
from tests.console.browser.tools_used import LONG, planned, tools_used
from tests.journeys.cast import assemble, launched

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

OWN = source_of("grow", 1).replace('model = "grow"', 'model = "county_way"')


_UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@dataclass
class Looking:
    """Somebody in front of pages; `wrong` keeps what is wrong with each of them."""

    page: Page
    role: str
    wrong: dict[str, list[str]]

    async def at(self, path: str, state: str, status: int = 200) -> None:
        """Open it and look at it on both screens."""
        answer = await self.page.goto(path)
        assert answer is not None
        assert answer.status == status, path
        await self.here(state)

    async def here(self, state: str) -> None:
        """Look at the page as it stands, with all that is folded open."""
        name = re.sub(r"\W+", "-", f"{self.role} {state}")
        await self.page.evaluate(_UNFOLD)
        found = await inspect(self.page)
        await look(self.page, f"{name}-desk")
        await self.page.set_viewport_size({"width": 360, "height": 740})
        found += [f"at 360 px: {one}" for one in await frame(self.page)]
        await look(self.page, f"{name}-phone")
        await self.page.set_viewport_size({"width": 1280, "height": 900})
        if found:
            self.wrong[name] = found

    async def sends(self, path: str, **form: str) -> int:
        """Send a form, as its page would; the status of the answer."""
        origin = {"Sec-Fetch-Site": "same-origin"}
        post = self.page.context.request.post
        return (await post(path, form={**form}, headers=origin, max_redirects=0)).status

    async def refused(self, path: str, state: str, **typed: str) -> None:
        """Send a form of the page with what is wrong, and look at the answer."""
        await self.page.goto(path)
        await self.page.evaluate(_UNFOLD)
        for name, value in typed.items():
            await self.page.locator(f'[name="{name}"]').fill(value)
        async with self.page.expect_navigation() as sending:
            button = 'main form[method=post]:not([action$="retire"]) button[type=submit]'
            await self.page.locator(button).first.click()
        answer = await sending.value
        assert answer is not None
        assert answer.status == 422, path
        await self.here(state)


async def _looking(desk: Desk, role: str, wrong: dict[str, list[str]]) -> Looking:
    return Looking(await desk.open(role), role, wrong)


async def test_tools_of_an_engagement_are_well_full_and_empty(site: Site, desk: Desk) -> None:
    wrong: dict[str, list[str]] = {}
    full, empty = await tools_used(site.place, desk.cast), await launched(site.place, desk.cast)
    closed = await planned(site.place, desk.cast)
    for role in ("learner", "coach"):
        who = await _looking(desk, role, wrong)
        for tool in ("scaling", "goals", "practice", "guide", "questionnaires", ""):
            for told, state in ((full, "full"), (empty, "empty")):
                await who.at(f"/engagements/{told.id}/{tool}".rstrip("/"), f"{tool} {state}")
        for name in ("working_relationship", "coaching_practices"):
            await who.at(f"/engagements/{full.id}/questionnaires/{name}", f"{name} full")
        await who.at(f"/engagements/{closed.id}/papers/development", "development plan")
        await who.page.context.close()
    learner = await _looking(desk, "learner", wrong)
    # Out of coaching by another model one asks for coaching in a skill.
    other = await launched(site.place, desk.cast, model="grow")
    await learner.refused(f"/engagements/{other.id}/skill", "skill wrong", end="tomorrow")
    again = f"/engagements/{full.id}/questionnaires/working_relationship?again=yes"
    await learner.refused(again, "sheet wrong")
    await learner.page.context.close()
    assert wrong == {}


async def test_the_program_is_well_empty_planned_reported_and_in_error(site: Site) -> None:
    wrong: dict[str, list[str]] = {}
    more = tuple(f"learner{n}" for n in range(10))
    cast = await assemble(site.place, more=more)
    leader = await _looking(Desk(site, cast), "leader", wrong)
    for path in ("/program", "/program/plan", "/program/report"):
        await leader.at(path, f"{path} empty")
    await leader.refused("/program/report", "report refused")
    for n, learner in enumerate(more):
        cohort = ("Spring", "Fall of the year in which the court changed its rules")[n // 5]
        told = await launched(site.place, cast, learners=[cast[learner]], cohort=cohort)
        await told.does(learner, "give_consent", consent="scores_in_reports", given=True)
        await told.does(learner, "declare_commitment", level=3 + n % 7, committed_to="Plans")
        await told.does(learner, "withdraw_from_coaching")
    for path, form in _plan():
        assert await leader.sends(path, **form) == 303, form
    assert await leader.sends("/program/report") == 303
    for path in ("/program", "/program/plan", "/program/report"):
        await leader.at(path, f"{path} full")
    for kind in ("plan_program?which=vision", "run_improvement?which=1", "draw_logic_model"):
        await leader.at(f"/program/plan/{kind}", kind)
    for kind in ("run_improvement", "plan_program"):
        await leader.refused(f"/program/plan/{kind}", f"{kind} wrong")
    await leader.refused("/program/report", "report refused again")
    await leader.page.context.close()
    assert wrong == {}


def _plan() -> list[tuple[str, dict[str, str]]]:
    columns = ("resources", "activities", "outputs", "short_term", "long_term")
    cycle = {"aim": LONG, "plan": LONG, "did": LONG, "studied": "Fewer", "acted": ""}
    stands = {"implementation": "initial", "culture": "tactical", "note": LONG}
    forms = [
        *(("plan_program", {"step": step, "planned": LONG}) for step in PlanStep),
        *(
            ("assess_program", {**stands, "implementation": one})
            for one in ("exploration", "initial")
        ),
        *(("run_improvement", cycle) for _ in range(2)),
        ("draw_logic_model", {f"logic.{one}": LONG for one in columns}),
        ("group_cohort", {"cohort": "Spring", "adoption": "early_adopters"}),
    ]
    return [(f"/program/plan/{kind}", form) for kind, form in forms]


async def test_an_agencys_own_models_and_questionnaires_are_well_in_every_state(desk: Desk) -> None:
    wrong: dict[str, list[str]] = {}
    office = await _looking(desk, "coordinator", wrong)
    at = "/agency/models"
    await office.at(at, "models empty")
    await office.refused(
        at, "models faults", text=OWN.replace('another_cycle = "reality"', "x = 1")
    )
    await office.refused(at, "models unreadable", text=f"[[{LONG * 9}")
    await office.page.goto(at)
    await office.page.evaluate(_UNFOLD)
    await office.page.locator("textarea").fill(OWN)
    await office.page.locator('button[value="look"]').click()
    await office.page.locator('button[value="adopt"]').wait_for()
    await office.here("models drawn and tried")
    await office.page.locator('button[value="adopt"]').click()
    await office.page.wait_for_url("**/models?done=adopted")
    await office.here("models in use")
    assert await office.sends(f"{at}/retire", model="county_way") == 303
    await office.at(at, "models retired")
    await office.at("/agency/questionnaires", "questionnaires empty")
    await office.refused("/agency/questionnaires", "questionnaires faults", text="asks = 1")
    await office.page.context.close()
    assert wrong == {}


async def test_ones_own_questionnaires_are_well_to_answer_and_answered(desk: Desk) -> None:
    wrong: dict[str, list[str]] = {}
    own = ("organizational_trust", "learning_culture", "job_responsibilities", "coaching_skills")
    who = await _looking(desk, "supervisor", wrong)
    for name in own:
        path, asked = f"/questionnaires/{name}", released(name, 1)
        await who.at(path, f"{name} asked")
        for n in range(3):
            span = len(asked.scale.labels)
            form = {
                f"item.{it.key}": str(asked.scale.low + (n + at) % span)
                for at, it in enumerate(asked.items)
            }
            assert await who.sends(path, **form) == 303, name
        await who.at(path, f"{name} answered")
        await who.refused(f"{path}?again=yes", f"{name} wrong")
    await who.at("/questionnaires", "questionnaires full")
    await who.page.context.close()
    assert wrong == {}
