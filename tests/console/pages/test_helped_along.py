"""What the engine knows already is not asked again, and the way on is where one looks."""

import re
from datetime import timedelta

import pytest

from domain.engagement.records.setting_up import Goal
from tests.console.pages.visiting import Office, text_of
from tests.journeys import stages

pytestmark = pytest.mark.servers


async def test_terms_begin_with_the_end_of_the_launch_and_name_who_can_be_named(
    office: Office,
) -> None:
    page = await office.sees("coach", f"{office.at}/act/propose_terms")
    assert f'value="{(await office.told.state()).expected_end.isoformat()}"' in page
    assert f'value="{office.cast["coordinator"]}"' in page
    for role in ("coach", "learner"):
        assert f'name="concerns_go_to" value="{office.cast[role]}"' not in page
        assert f'value="{office.cast[role]}"' not in page


async def test_where_nothing_is_missing_the_page_leads_on(office: Office) -> None:
    await stages.agree(office.told)
    done = "All that this stage asks for is done."
    assert done not in text_of(await office.get("coach", office.at))
    await stages.plan(office.told)
    await stages.enroll(office.told)
    assert done in text_of(await office.get("coach", office.at))
    assert done not in text_of(await office.get("supervisor", office.at))


async def test_entries_to_choose_from_are_known_by_words_and_by_the_readers_clock(
    office: Office,
) -> None:
    told = office.told
    await stages.agree(told)
    await stages.plan(told)
    starts = office.place.engine.clock.now() + timedelta(days=3)
    await told.does("coach", "schedule_session", starts=starts, minutes=60)
    goal = (await told.state()).every(Goal)[0].entry_id
    await told.does("learner", "rate_goal", goal=goal, rating=4)
    for role, act in (("coach", "cancel_session"), ("learner", "retract_entry")):
        page = re.sub(r"<[^>]*>", " ", await office.sees(role, f"{office.at}/act/{act}"))
        raw = re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|T\d\d:\d\d:\d\d", page)
        assert raw is None, page[raw.start() - 60 : raw.end() + 120]


async def test_a_next_step_is_the_learners_or_the_coachs(office: Office) -> None:
    await stages.agree(office.told)
    page = await office.sees("coach", f"{office.at}/act/agree_next_step")
    for role, offered in (("learner", 1), ("coach", 1), ("supervisor", 0), ("coordinator", 0)):
        assert page.count(f'value="{office.cast[role]}"') == offered, role
