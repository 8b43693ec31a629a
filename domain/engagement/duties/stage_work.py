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
from domain.engagement.state import Engagement

ADVANCE_AFTER = 2
"""Days after the last act before the coach is reminded that a stage is complete."""


def stage(state: Engagement, agency: Agency) -> Iterator[Duty]:
    """One reminder a person for each kind of thing."""
    wanting = missing(state, agency)
    at = stage_occasion(state)
    if not wanting:
        due = wanted_by(state, "advance")
        movers = (p for role in closing_roles(state) for p in people_in(state, role))
        yield from remind(state, agency, f"advance/{at}", due, movers)
    for need, people in asking(state, agency):
        if not need.reminder:
            continue
        which = at if need.signs is None else state.versions.get(need.signs, 0)
        what = f"{need.reminder}/{which}"
        yield from remind(state, agency, what, wanted_by(state, need.key), people)


def wanted_by(state: Engagement, key: str) -> Instant:
    """When people are reminded of what is wanting; at an enrollment check, when it is due.

    `advance` stands for moving on from a stage in which nothing is wanting.
    """
    if key == "advance":
        return state.after(max(state.last_act_at, state.stage_since), ADVANCE_AFTER)
    if key == "enrollment" and state.checkpoint is not None:
        return state.checkpoint.due
    since = state.stage_since
    model = model_of(state)
    signs = model.needs[key].signs
    if signs is not None:
        since = max((since, *(one.at for one in state.named.get(signs, ()))))
    return state.after(since, model.stage(state.stage).remind_after_days)
