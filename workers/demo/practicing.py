"""One cycle of the county example: practice, reflection, conversation, evaluation."""

from datetime import timedelta

from workers.demo import texts
from workers.demo.teller import Teller

RUBRIC = {"family_words": 2, "concrete_steps": 2, "tailored": 3, "measurable": 2}


async def cycle(t: Teller, number: int, goal: str, decision: str) -> None:
    """Practice, reflection, conversation and evaluation."""
    do = t.do
    t.day = max(t.day, t.pace.day())
    starts = t.pace.at(t.day + 7)
    session = await do(t.coach, "schedule_session", starts=starts, minutes=90)
    await t.after(7.1)
    await do(t.coach, "hold_session", session=session, done="Plans old and new")
    if number == 1:
        # After the first session a mandated learner is asked again.
        await do(t.coach, "declare_commitment", level=9, committed_to="Going on")
        await do(t.learner, "declare_commitment", level=8, committed_to="Going on")
    await do(
        t.coach,
        "record_demonstration",
        shown_by="The coach",
        setting="A plan written before everyone",
        clients_present=False,
    )
    await t.after(5)
    await do(
        t.coach,
        "record_observation",
        setting="A plan the learner wrote",
        medium="work_sample",
        clients_present=False,
        rubric="case_plan",
        ratings={skill: min(4, n + number - 1) for skill, n in RUBRIC.items()},
    )
    await t.onward(t.coach, "advance_stage")
    await t.after(1.5)
    await do(
        t.learner,
        "write_reflection",
        answers={
            "what_happened": texts.REFLECTIONS[t.n % 3],
            "next_time": "Ask before I write",
        },
    )
    await do(t.coach, "prepare_conversation", note="Begin with the words used")
    await t.onward(t.coach, "advance_stage")
    await t.after(1)
    await _conversation(t, number)
    await t.after(6)
    await _evaluation(t, goal, decision)


async def _conversation(t: Teller, number: int) -> None:
    do = t.do
    await do(t.coach, "hold_conversation", summary="What worked, and what comes next")
    for rung, said in texts.FEEDBACK.items():
        nothing = rung == "concerns" and number > 1
        await do(t.coach, "give_feedback", rung=rung, said=None if nothing else said)
    due = (t.pace.at(t.pace.day()) + timedelta(days=10 if number == 1 else 60)).date()
    step = await do(
        t.coach,
        "agree_next_step",
        step=texts.STEPS[(t.n + number) % 3],
        owner=t.learner,
        due=due,
    )
    if number == 1:
        await do(t.learner, "complete_next_step", step=step)
    await t.onward(t.coach, "advance_stage")


async def _evaluation(t: Teller, goal: str, decision: str) -> None:
    do = t.do
    await do(t.learner, "rate_goal", goal=goal, rating=5 + t.n % 4)
    for person in (t.learner, t.coach):
        await do(person, "assess_relationship", relationship=8, communication=7)
    await do(
        t.coach,
        "review_cycle",
        went_well="The family's words",
        was_hard="Finding the time",
        barriers="Calls during writing time",
        changes="Meet on Thursdays",
    )
    await t.onward(t.learner, "decide_next", decision=decision)
