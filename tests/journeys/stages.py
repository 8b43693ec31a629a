"""What each stage asks for, done by whoever it is for: one learner, two peers or a group."""

from datetime import timedelta
from typing import Any

from domain.base.roles import Role
from domain.engagement.parties import is_peer, people_in
from domain.engagement.topics.goals import goals_version
from tests.journeys.cast import Told

SKILLS = {"family_words": 3, "tailored": 2}
RUNGS = ("clarify", "value", "concerns", "suggest", "thank")


async def coaches(told: Told) -> tuple[str, ...]:
    return people_in(await told.state(), Role.COACH)


async def learners(told: Told) -> tuple[str, ...]:
    return (await told.state()).active_learners


async def coach_of(told: Told, learner: str) -> str:
    """The coach; of a peer, the other one."""
    return next(coach for coach in await coaches(told) if coach != learner)


async def everyone(told: Told) -> tuple[str, ...]:
    """Learners and coaches, peers once."""
    return tuple(dict.fromkeys((*await learners(told), *await coaches(told))))


async def advance(told: Told) -> None:
    await told.does((await coaches(told))[0], "advance_stage")


async def sign_terms(told: Told, **terms: Any) -> None:
    """Terms written by the coach and signed by everyone, the supervisor first."""
    given = {
        "disclosed": "Only what is a safety risk to a child",
        "concerns_go_to": told.cast["coordinator"],
        "expected_end": (await told.state()).expected_end,
        **terms,
    }
    await told.does((await coaches(told))[0], "propose_terms", **given)
    version = await told.version("terms")
    for person in (told.cast["supervisor"], *await everyone(told)):
        await told.does(person, "join_agreement", version=version, understood=True)


async def enroll(told: Told, level: int = 8) -> None:
    for person in await everyone(told):
        await told.does(person, "declare_commitment", level=level, committed_to="Better plans")


async def agree(told: Told) -> None:
    """All that initial interest asks for, and on to planning; enrolled where it is mandated."""
    coach = (await coaches(told))[0]
    peers = is_peer(await told.state())
    for learner in await learners(told):
        by = await coach_of(told, learner)
        await told.does(by, "look_at_readiness", note="Ready to begin", about=[learner])
    if not peers:
        await told.does(coach, "state_expertise", statement="Ten years of case plans")
    await sign_terms(told)
    explained: dict[str, Any] = {"exceptions_explained": True, "mandated_reporting_explained": True}
    await told.does(coach, "explain_confidentiality", **explained)
    for learner in await learners(told):
        await told.does(learner, "understand_confidentiality")
    if len(await learners(told)) > 1 and not peers:
        await told.does(coach, "write_ground_rules", rules="What is said here stays here")
        for learner in await learners(told):
            await told.does(learner, "accept_ground_rules", version=1)
    if (await told.state()).participation == "mandated":
        await explain_mandate(told)
        await enroll(told)
    promised = "Two plans a month together"
    given: dict[str, Any] = {"promised": promised, "supervisor_has_skill": True}
    await told.does("supervisor", "write_sustainability_plan", **given)
    await told.does("supervisor", "sign_sustainability_plan", version=1)
    await advance(told)


async def explain_mandate(told: Told) -> None:
    """Before a mandated learner says anything on commitment."""
    await told.does(
        "coach",
        "explain_mandate",
        purpose="Plans that families can follow",
        stays_free="What is worked on",
        what_a_no_leads_to="No coaching, and nothing else",
    )


async def plan(told: Told, **process: Any) -> None:
    """All that planning asks for but commitment; every learner has a goal."""
    goal = {
        "scale": "smart",
        "specific": "Write case plans in the family's own words",
        "measurable": "In four of five plans",
        "achievable": "Two plans a week are written anyway",
        "result_focused": "Families can follow their plan",
        "due": "2027-11-01",
    }
    for learner in await learners(told):
        await told.does(learner, "set_goal", goal=goal, command_id=goal_of(told, learner))
    given = {"where": "At the office", "when": "Tuesdays at ten", "channel": "in_person"}
    given |= {"demonstrations": "Two plans together", "observations": "Work samples"}
    coach = (await coaches(told))[0]
    await told.does(coach, "agree_process", every_days=14, **given, **process)
    await told.does("supervisor", "inform_supervisor", took_part=True)
    version = goals_version(await told.state())
    confirmed: dict[str, Any] = {"version": version, "fits_policy": True, "time_granted": True}
    await told.does("supervisor", "confirm_goals", **confirmed)


def goal_of(told: Told, learner: str) -> str:
    """The id of a learner's goal."""
    return f"{told.id}/{learner}"


async def observe(told: Told) -> None:
    """Each learner is observed."""
    seen: dict[str, Any] = {"setting": "At the desk", "medium": "work_sample"}
    seen |= {"clients_present": False, "rubric": "case_plan", "ratings": SKILLS}
    for learner in await learners(told):
        by = await coach_of(told, learner)
        await told.does(by, "record_observation", about=[learner], **seen)


async def show(told: Told) -> None:
    """Each learner watches a demonstration."""
    shown: dict[str, Any] = {"shown_by": "The coach", "setting": "At the desk"}
    for learner in await learners(told):
        by = await coach_of(told, learner)
        given: dict[str, Any] = {"about": [learner], "clients_present": False}
        await told.does(by, "record_demonstration", **shown, **given)


async def reflect(told: Told) -> None:
    """Each learner reflects, each coach prepares the conversation."""
    for learner in await learners(told):
        await told.does(learner, "write_reflection", answers={"what_happened": "I asked first"})
    for coach in await coaches(told):
        await told.does(coach, "prepare_conversation", note="Begin with the words used")


async def talk_over(told: Told) -> None:
    """A conversation with each learner: feedback on every rung, or peers' own reflections."""
    peers = is_peer(await told.state())
    for learner in await learners(told):
        by = await coach_of(told, learner)
        about = [learner]
        await told.does(by, "hold_conversation", about=about, summary="What worked")
        for rung in () if peers else RUNGS:
            await told.does(by, "give_feedback", about=about, rung=rung, said="Said kindly")
    for learner in await learners(told) if peers else ():
        await told.does(learner, "share_reflection", shared="I saw myself in it")


async def agree_steps(told: Told) -> None:
    """A next step for each learner."""
    due = (told.place.engine.clock.now() + timedelta(days=60)).date()
    for learner in await learners(told):
        by = await coach_of(told, learner)
        await told.does(by, "agree_next_step", step="Write one more", owner=learner, due=due)


async def evaluate(told: Told, decision: str = "closing") -> None:
    """Each rates the own goal, everyone the relationship; then what comes next."""
    for learner in await learners(told):
        await told.does(learner, "rate_goal", goal=goal_of(told, learner), rating=6)
    for person in await everyone(told):
        await told.does(person, "assess_relationship", relationship=8, communication=8)
    by = (await coaches(told))[0]
    said = {"went_well": "Much", "was_hard": "Time", "barriers": "Few", "changes": "None"}
    await told.does(by, "review_cycle", **said)
    await told.does(by, "decide_next", decision=decision)


async def prepare_handoffs(told: Told) -> None:
    """The meeting, the results each learner tells, and the handoffs, not yet seen."""
    coach = (await coaches(told))[0]
    await told.does(coach, "meet_to_close")
    for learner in await learners(told):
        told_of: dict[str, Any] = {"results": "Plans are clearer", "what_helps": ["Peers"]}
        await told.does(learner, "tell_results", **told_of)
    await told.does(coach, "produce_handoff")


async def see_handoffs(told: Told) -> None:
    """Each learner sees the own one; all are delivered."""
    there = await learners(told)
    for learner in there:
        version = await told.version(f"handoff/{learner}")
        await told.does(learner, "see_handoff", version=version)
    await told.came_to("handoff_delivered", times=len(there))


async def close(told: Told) -> None:
    """From wherever it is, by the shortest way to a handoff the learner has not yet seen."""
    await told.does((await coaches(told))[0], "start_closing")
    await prepare_handoffs(told)


async def closed(told: Told) -> None:
    """All the way to following up, by the shortest way."""
    await close(told)
    await see_handoffs(told)
    await advance(told)
