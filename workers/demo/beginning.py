"""How an engagement of the county example begins: interest, planning, and commitment."""

from datetime import timedelta

from workers.demo import texts
from workers.demo.teller import Teller


async def initial_interest(t: Teller) -> None:
    """Readiness, agreement, confidentiality, the coach's papers, the sustainability plan."""
    do = t.do
    await t.after(1)
    await do(t.coach, "look_at_readiness", note=texts.READINESS)
    await do(t.coach, "state_expertise", statement=texts.EXPERTISE)
    await do(
        t.coach,
        "propose_terms",
        disclosed=texts.DISCLOSED,
        concerns_go_to=t.row.coordinator,
        expected_end=t.row.expected_end,
    )
    for person in (t.supervisor, t.learner, t.coach):
        await do(person, "join_agreement", version=1, understood=True)
    await do(
        t.coach,
        "explain_confidentiality",
        exceptions_explained=True,
        mandated_reporting_explained=True,
    )
    await do(t.learner, "understand_confidentiality")
    await do(t.coach, "explain_mandate", **texts.MANDATE)
    for person in (t.coach, t.learner):
        await do(person, "declare_commitment", level=7, committed_to="Giving it a try")
    await do(
        t.row.coordinator,
        "note_coach_contract",
        contract="On file since March",
        memorandum="On file since March",
        non_disclosure_agreement="On file since March",
    )
    # Some supervisors sign only once they were reminded.
    await t.after(2 if t.n % 4 else 7)
    promised = texts.PROMISES[t.n % 3]
    await do(
        t.supervisor,
        "write_sustainability_plan",
        promised=promised,
        supervisor_has_skill=t.n < 0,
        supported_by="The supervisor, who is coached in the same skill first",
    )
    await do(t.supervisor, "sign_sustainability_plan", version=1)
    await t.after(max(0.0, t.plans_on - t.pace.day()))
    await t.onward(t.coach, "advance_stage")


async def joint_planning(t: Teller) -> str:
    """A goal, the process, the supervisor's word, and commitment; the goal's id."""
    do = t.do
    await t.after(2)
    goal = await do(
        t.learner,
        "set_goal",
        goal={
            "scale": "smart",
            "specific": texts.GOALS[t.n % 3],
            "measurable": "In four of five plans, counted at each session",
            "achievable": "Two plans a week are written anyway",
            "result_focused": "Families can follow their plan",
            "due": (t.pace.at(t.pace.day()) + timedelta(days=120)).date(),
        },
    )
    await do(
        t.coach,
        "agree_process",
        where="At the unit's office",
        when="Every other Thursday at nine",
        channel="in_person",
        every_days=14,
        demonstrations="Plans written together",
        observations="Plans as work samples",
        quiet_days=28,
    )
    await do(t.supervisor, "inform_supervisor", took_part=t.n % 2 == 0)
    await do(t.supervisor, "confirm_goals", version=1, fits_policy=True, time_granted=True)
    await do(t.coach, "declare_commitment", level=9, committed_to="Being there")
    await _commit(t)
    await t.onward(t.coach, "advance_stage")
    return goal


async def second_enrollment(t: Teller) -> None:
    """Each new cycle asks for commitment anew."""
    await t.after(1)
    await t.do(t.coach, "declare_commitment", level=9, committed_to="One more round")
    await _commit(t)


async def _commit(t: Teller) -> None:
    """A mandate is no commitment: some say so first, and are listened to."""
    if t.n % 6 == 4:
        barriers = [{"what": "No time for it beside the caseload"}]
        said = await t.do(
            t.learner,
            "declare_commitment",
            level=3,
            committed_to="Coming to the sessions",
            barriers=barriers,
        )
        await t.after(3)
        answer = "The supervisor moved two cases"
        await t.do(t.learner, "answer_barrier", barrier=f"{said}/1", answer=answer)
    await t.do(
        t.learner,
        "declare_commitment",
        level=6 + t.n % 4,
        committed_to="Two plans in the new form",
        barriers=[{"what": "Little time", "answer": "Thursdays are kept free"}],
    )
