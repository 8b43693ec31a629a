"""What the stage still wants, to whoever can supply it; with nothing wanting, to move on."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.engagement.duties.duty import ENGINE, Duty
from domain.engagement.duties.making import remind
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import people_in, suppliers
from domain.engagement.stages import Stage
from domain.engagement.state import Engagement
from domain.engagement.topics.closing import closing_roles

REMIND_AFTER: dict[Stage, float] = {
    Stage.INITIAL_INTEREST: 3,
    Stage.JOINT_PLANNING: 5,
    Stage.PRACTICE: 10,
    Stage.SELF_REFLECTION: 2,
    Stage.FEEDBACK: 3,
    Stage.EVALUATION: 3,
    Stage.CLOSING: 3,
}
"""Days after entering a stage before people are reminded of what it still wants."""

ADVANCE_AFTER = 2
"""Days after the last act before the coach is reminded that a stage is complete."""

WORDING: dict[str, str] = {
    "coach_assigned": "coach_assignment",
    "agreement_supervisor": "agreement",
    "agreement_learner": "agreement",
    "agreement_coach": "agreement",
    "agency_agreement": "agreement",
    "coach_contract": "agreement",
    "boundary_statement": "agreement",
    "confidentiality_explained": "confidentiality",
    "confidentiality_understood": "confidentiality",
    "sustainability_plan": "sustainability_plan",
    "sustainability_signed": "sustainability_plan",
    "goals": "goals",
    "goals_confirmed": "goals_confirmation",
    "process_agreed": "process",
    "reflection": "reflection",
    "shared_reflection": "reflection",
    "goals_rated": "evaluation",
    "assessed_learner": "evaluation",
    "assessed_coach": "evaluation",
    "cycle_reviewed": "evaluation",
    "decision": "evaluation",
    "closing_meeting": "closing_meeting",
    "results_told": "handoff_review",
    "handoff_seen": "handoff_review",
}
"""Requirement to reminder."""

ELSEWHERE = frozenset({"enrollment", "handoff_delivered"})
"""Chased by its own checkpoint; done by the engine."""


def stage(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """One reminder a person for each kind of thing; what has no words of its own is one thing."""
    at = f"{state.stage.value}-{state.cycle.number}"
    wanting = missing(state, agency)
    if not wanting:
        due = state.after(max(state.last_act_at, state.stage_since), ADVANCE_AFTER)
        people = dict.fromkeys(p for r in closing_roles(state) for p in people_in(state, r))
        yield from remind(state, agency, f"advance/{at}", due, *people)
    due = state.after(state.stage_since, REMIND_AFTER[state.stage])
    for key in wanting:
        if key in ELSEWHERE:
            continue
        people = dict.fromkeys(p for p in suppliers(state, key) if p != ENGINE)
        what = f"{WORDING[key]}/{at}" if key in WORDING else f"stage_work/{at}"
        yield from remind(state, agency, what, due, *people)
