"""One engagement as one person looks at it: where it stands, what is missing, what they can do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.duties.duty import ENGINE
from domain.engagement.gates.gate import missing
from domain.engagement.gates.suppliers import suppliers
from domain.engagement.parties import model_of
from domain.words import say_requirement
from services.act_groups import grouped
from services.read import PAPERS, PaperName, Reading, papers
from services.troubles import NotFound
from services.visible import roles_in


@dataclass(frozen=True)
class Step:
    """One stage of the way; `where` is `done`, `now` or `ahead`."""

    name: str
    does: str
    where: str


@dataclass(frozen=True)
class Missing:
    """One thing that is wanting before the next stage; `mine`: the reader can supply it."""

    says: str
    who: tuple[str, ...]
    act: str
    mine: bool


@dataclass(frozen=True)
class EngagementView:
    """What a page shows above an engagement's history."""

    engagement_id: str
    learners: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    """(role, name), the reader's own included."""
    roles: tuple[str, ...]
    skill: str
    status: str
    cycle: int
    at_risk: bool
    expected_end: str
    steps: tuple[Step, ...]
    missing: tuple[Missing, ...]
    can_do: tuple[tuple[str, tuple[str, ...]], ...]
    """(what they are about, acts), acts that are open to the reader now."""
    papers: tuple[PaperName, ...]
    """Those that are there for the reader to read."""


def engagement_view(read: Reading, at: datetime) -> EngagementView:
    """The engagement as the reader sees it."""
    state = read.state
    return EngagementView(
        engagement_id=state.engagement_id,
        learners=tuple(read.name(one) for one in state.learners),
        people=tuple(_people(read)),
        roles=tuple(role.value for role in roles_in(state, read.reader.person_id)),
        skill=state.skill,
        status=state.status.value,
        cycle=state.cycle.number,
        at_risk=state.at_risk and Role.COORDINATOR in roles_in(state, read.reader.person_id),
        expected_end=state.expected_end.isoformat(),
        steps=tuple(_steps(read)),
        missing=tuple(_missing(read)),
        can_do=grouped(read.can_do),
        papers=tuple(name for name in PAPERS if _is_there(read, name)),
    )


def _people(read: Reading) -> Iterator[tuple[str, str]]:
    state = read.state
    for learner in state.learners:
        yield "learner", read.name(learner)
    yield "coach", read.name(state.coach)
    yield "supervisor", read.name(state.supervisor)
    yield "coordinator", read.name(state.coordinator)


def _steps(read: Reading) -> Iterator[Step]:
    model = model_of(read.state)
    now = model.number(read.state.stage)
    for number, stage in enumerate(model.stages, start=1):
        over = number < now or not read.state.live
        where = "done" if over else "now" if number == now else "ahead"
        yield Step(stage.name, stage.does, where)


def _missing(read: Reading) -> Iterator[Missing]:
    state = read.state
    if not state.live:
        return
    needs = model_of(state).needs
    for key in missing(state, read.agency):
        need = needs[key]
        who: tuple[PersonId, ...] = tuple(suppliers(state, read.agency, need))
        yield Missing(
            says=need.says or say_requirement(key),
            who=tuple(read.name(one) for one in who if one != ENGINE),
            act=need.act,
            mine=read.reader.person_id in who and need.act in read.can_do,
        )


def _is_there(read: Reading, name: PaperName) -> bool:
    try:
        return bool(papers(read, name))
    except NotFound:
        return False
