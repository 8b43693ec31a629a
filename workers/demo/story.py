"""One engagement of the county example, act by act, through all seven stages and two cycles."""

from workers.demo import texts
from workers.demo.beginning import initial_interest, joint_planning, second_enrollment
from workers.demo.practicing import cycle
from workers.demo.teller import Ready, Teller


async def tell(t: Teller, ready: Ready) -> None:
    """The whole engagement."""
    await initial_interest(t)
    goal = await joint_planning(t)
    await cycle(t, 1, goal, "another_cycle")
    await second_enrollment(t)
    await cycle(t, 2, goal, "closing")
    await closing(t, ready)


async def closing(t: Teller, ready: Ready) -> None:
    """The meeting, the handoff seen by the learner first, its delivery, its receipt."""
    do = t.do
    await t.after(3)
    await do(t.coach, "meet_to_close", development_plan_wanted=t.n % 3 == 0)
    await do(
        t.learner,
        "tell_results",
        results=texts.RESULTS[t.n % 3],
        what_helps=texts.HELPS,
    )
    await do(t.coach, "produce_handoff")
    await do(t.learner, "see_handoff", version=1)
    await ready("handoff_delivered")
    await t.onward(t.coach, "advance_stage")
    # Some acknowledge late, and are reminded.
    await t.after(1 if t.n % 4 else 6)
    await do(t.supervisor, "acknowledge_handoff", version=1)
