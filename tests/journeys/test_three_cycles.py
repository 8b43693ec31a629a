"""A mandated engagement: three cycles, the handoff, the closing summary, follow-ups, the end."""

from collections import Counter
from typing import Any

import pytest

from tests.journeys.cast import Told, assemble, launched
from tests.journeys.letters import copies, in_working_time, letters, most_on_one_day
from tests.journeys.place import DAYS, Place, until
from workers.demo.beginning import initial_interest, joint_planning, second_enrollment
from workers.demo.pace import RATE, Pace
from workers.demo.practicing import cycle
from workers.demo.story import closing
from workers.demo.teller import Teller

pytestmark = [pytest.mark.servers, pytest.mark.journey, pytest.mark.long]


async def test_three_cycles_lead_to_a_handoff_a_summary_and_an_end(place: Place) -> None:
    cast = await assemble(place)
    told = await launched(
        place, cast, relation="external", participation="mandated", expected_end="2028-03-01"
    )
    await place.quicken(RATE)
    async with place.post():
        await _three_cycles(told)
        await _follow_ups(told)

    state = await told.state()
    assert (state.status, state.outcome, len(state.cycles)) == ("ended", "completed", 3)
    kinds = Counter(await told.kinds())
    # In the first stage and after the first session, being mandated, and in each of three cycles.
    assert kinds["checkpoint_passed"] == kinds["checkpoint_opened"] == 5
    assert kinds["conversation_held"] == 3
    assert kinds["feedback_given"] == 15
    assert kinds["handoff_delivered"] == kinds["handoff_acknowledged"] == 1

    found = letters(place.stack.mail.folder)
    assert max(copies(found).values()) == 1
    digests = [letter for letter in found if letter.is_digest]
    assert digests
    assert [x.at for x in digests if not in_working_time(x)] == []
    assert most_on_one_day(found) == 1
    handoffs = [letter for letter in found if letter.subject == "A document for you"]
    assert {x.to for x in handoffs} == {cast.email("supervisor"), cast.email("learner")}
    assert len(handoffs) == 2
    summaries = [letter for letter in found if letter.is_summary]
    assert [x.to for x in summaries] == [cast.email("supervisor")]
    assert "Case plan development" in summaries[0].text
    assert f"Learner {cast.slug}" in summaries[0].text
    asked = [x for x in digests if x.to == cast.email("supervisor") and "follow" in x.said.lower()]
    assert len(asked) >= 2
    assert (await place.coaching("verify")).code == 0


async def _three_cycles(told: Told) -> None:
    async def do(by: str, kind: str, **fields: Any) -> str:
        return await told.does(by, kind, **fields)

    async def ready(requirement: str) -> None:
        async def supplied() -> bool:
            return requirement not in (await told.overview()).missing

        await until(supplied, 60, requirement)

    # 4: whose learner is in doubt at first, and whose supervisor is late, and reminded.
    teller = Teller(await told.overview(), 4, 0, Pace(told.place.engine.clock), do)
    await initial_interest(teller)
    goal = await joint_planning(teller)
    await cycle(teller, 1, goal, "another_cycle")
    await second_enrollment(teller)
    await cycle(teller, 2, goal, "another_cycle")
    await second_enrollment(teller)
    await cycle(teller, 3, goal, "closing")
    await closing(teller, ready)


async def _follow_ups(told: Told) -> None:
    state = await told.state()
    assert state.status == "following_up"
    folder, supervisor = told.place.stack.mail.folder, told.cast.email("supervisor")
    for n, line in enumerate(state.closing.follow_ups, start=1):
        await told.place.quicken(5 * DAYS)
        await told.day_comes(line.day)
        # A working day that passes in a second or two: mail rounds meet it on any machine.
        await told.place.quicken(DAYS / 4)

        async def asked(n: int = n) -> bool:
            found = [x for x in letters(folder, supervisor) if x.is_digest]
            return sum("follow" in x.said.lower() for x in found) >= n

        await until(asked, 60, f"a reminder of the follow-up after {line.days} days")
        await told.does("supervisor", "answer_follow_up", days=line.days, still_used=True)
    await told.place.quicken(5 * DAYS)
    await told.came_to("engagement_ended")
