"""One that goes silent: the engine finds out, enrollment is lost and regained, nobody hears why."""

import pytest

from domain.words import say_reminder
from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import in_working_time, letters
from tests.journeys.place import DAYS, Place, until
from tests.journeys.stages import agree, enroll, plan

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]

BARRIER = "A sick mother at home"
ANSWER = "Sessions by phone"
NEVER_SAID = (BARRIER, ANSWER, "silen", "unanswered", "overdue", "below", "declare", "mother")


async def test_silence_is_found_out_and_enrollment_regained(place: Place) -> None:
    cast = await assemble(place)
    told = await launched(place, cast)
    await agree(told)
    await plan(told, quiet_days=7)
    await enroll(told)
    await told.does("coach", "advance_stage")
    assert await _at_risk(place) == []

    await place.quicken(2 * DAYS)
    async with place.post():
        await told.came_to("enrollment_at_risk")
        await _the_coordinator_hears_of_it(told)
        await place.quicken(1.0)
    kinds = await told.kinds()
    assert kinds[-3:] == ["checkpoint_opened", "checkpoint_overdue", "enrollment_at_risk"]
    assert await _at_risk(place) == [told.id]
    assert "enrollment" in (await told.overview()).missing
    refused = await place.coaching("do", told.id, "advance_stage", "--by", cast.email("coach"))
    assert (refused.code, refused.out) == (3, "")

    entry = await told.does(
        "learner",
        "declare_commitment",
        level=7,
        committed_to="Going on, if it can be by phone",
        barriers=[{"what": BARRIER}],
    )
    await told.does("coach", "declare_commitment", level=9, committed_to="Being there")
    assert await _at_risk(place) == [told.id]
    await told.does("learner", "answer_barrier", barrier=f"{entry}/1", answer=ANSWER)
    assert await _at_risk(place) == []
    assert (await told.state()).checkpoint is None
    await _nobody_tells_why(told)


async def _at_risk(place: Place) -> list[str]:
    ran = await place.coaching("list", "--at-risk", "--json")
    assert ran.code == 0, ran.err
    return [row["engagement_id"] for row in ran.json]


async def _the_coordinator_hears_of_it(told: Told) -> None:
    title, fact = say_reminder("at_risk", escalated=True)
    folder, coordinator = told.place.stack.mail.folder, told.cast.email("coordinator")

    async def said() -> bool:
        return any(title in x.said and fact in x.said for x in letters(folder, coordinator))

    await until(said, 60, "the coordinator's digest to say that it is at risk")


async def _nobody_tells_why(told: Told) -> None:
    place, cast = told.place, told.cast
    for role in ("coordinator", "supervisor"):
        for letter in letters(place.stack.mail.folder, cast.email(role)):
            assert in_working_time(letter)
            assert [word for word in NEVER_SAID if word in letter.text.lower()] == []
    shown = []
    for words in (("list",), ("show", told.id), ("timeline", told.id), ("missing", told.id)):
        shown += [await place.coaching(*words), await place.coaching(*words, "--json")]
    assert [ran.code for ran in shown] == [0] * len(shown)
    text = "\n".join(ran.out for ran in shown)
    # Kinds of events that tell what the pair answered, and when.
    for word in (BARRIER, ANSWER, "silence", "commitment_declared", "checkpoint_overdue"):
        assert word not in text, word
    assert "barrier" not in text
    assert "enrollment_at_risk" in text
    assert "checkpoint_passed" in text
