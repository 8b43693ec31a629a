"""What the stage still wants, to whoever can supply it; with nothing wanting, to move on."""

from collections.abc import Iterator

from domain.agency.agency import Agency
from domain.base.model import Instant
from domain.engagement.closings import closing_roles
from domain.engagement.duties.duty import Duty
from domain.engagement.duties.reminding import remind, stage_occasion
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import asking
from domain.engagement.parties import model_of, people_in
from domain.engagement.records.setting_up import Plan, Terms
from domain.engagement.state import Engagement

ADVANCE_AFTER = 2
"""Days after the last act before the coach is reminded that a stage is complete."""

WORDING: dict[str, str] = {
    "coach_assigned": "coach_assignment",
    "agency_agreement": "agency_agreement",
    "terms": "terms",
    "coach_contract": "coach_contract",
    "boundary_statement": "boundary_statement",
    "confidentiality_explained": "confidentiality",
    "confidentiality_understood": "confidentiality",
    "ground_rules": "ground_rules",
    "ground_rules_accepted": "ground_rules",
    "sustainability_plan": "sustainability_plan",
    "mandate_explained": "mandate",
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
    "handoff_produced": "handoff_to_make",
}
"""Need to reminder; what has no words of its own is `stage_work`."""

SIGNED: dict[str, tuple[str, str, type[Terms] | type[Plan]]] = {
    "agreement_supervisor": ("agreement", "terms", Terms),
    "agreement_learner": ("agreement", "terms", Terms),
    "agreement_coach": ("agreement", "terms", Terms),
    "sustainability_signed": ("plan_to_sign", "plan", Plan),
}
"""Needs of a signature: another version is another occasion, due once it has lain for a while."""

ELSEWHERE = frozenset({"enrollment", "results_told", "handoff_seen", "handoff_delivered"})
"""Reminded of at the checkpoint, or learner by learner in closing; the last is the engine's."""


def stage(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """One reminder a person for each kind of thing."""
    wanting = missing(state, agency)
    at = stage_occasion(state)
    if not wanting:
        due = wanted_by(state, "advance")
        movers = (p for role in closing_roles(state) for p in people_in(state, role))
        yield from remind(state, agency, f"advance/{at}", due, movers)
    for need, people in asking(state, agency):
        key = need.key
        if key in ELSEWHERE:
            continue
        what = f"{WORDING.get(key, 'stage_work')}/{at}"
        if key in SIGNED:
            name, text, _ = SIGNED[key]
            what = f"{name}/{state.versions.get(text, 0)}"
        yield from remind(state, agency, what, wanted_by(state, key), people)


def wanted_by(state: Engagement, key: str) -> Instant:
    """When people are reminded of what is wanting; at an enrollment check, when it is due.

    `advance` stands for moving on from a stage in which nothing is wanting.
    """
    if key == "advance":
        return state.after(max(state.last_act_at, state.stage_since), ADVANCE_AFTER)
    if key == "enrollment" and state.checkpoint is not None:
        return state.checkpoint.due
    since = state.stage_since
    if key in SIGNED:
        since = max((since, *(one.at for one in state.every(SIGNED[key][2]))))
    return state.after(since, model_of(state).stage(state.stage).remind_after_days)
