"""One engagement as one person looks at it: where it stands, what is missing, what they can do."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.base.roles import Role
from domain.engagement.parties import model_of
from services.acts.act_groups import grouped
from services.reading.read import PAPERS, PaperName, Reading, papers
from services.reading.visible import roles_in
from services.reading.wanting import needs_of_you, says, waits_for, wanting
from services.troubles import NotFound


@dataclass(frozen=True)
class Step:
    """One stage of the way; `where` is `done`, `now` or `ahead`."""

    name: str
    does: str
    where: str


@dataclass(frozen=True)
class Missing:
    """One thing that is wanting before the next stage; `mine`: the reader can supply it.

    `vacant`: it is the coach's part, and there is none yet.
    """

    says: str
    who: tuple[str, ...]
    act: str
    mine: bool
    vacant: bool


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
    waits_for: tuple[str, ...]
    """Who has something to do before the next stage; for a coordinator."""
    can_do: tuple[tuple[str, tuple[str, ...]], ...]
    """(what they are about, acts), acts that are open to the reader now."""
    papers: tuple[PaperName, ...]
    """Those that are there for the reader to read."""


def engagement_view(read: Reading) -> EngagementView:
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
        waits_for=tuple(
            read.name(one) for one in waits_for(state, read.agency, read.reader.person_id)
        ),
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
    me = read.reader.person_id
    roles = roles_in(read.state, me)
    for need, told in wanting(read.state, read.agency, me):
        mine = me in told and need.act in read.can_do
        yield Missing(
            says=needs_of_you(need, roles) if mine else says(need),
            who=tuple(read.name(one) for one in told),
            act=need.act,
            mine=mine,
            vacant=not told and Role.COACH in need.roles and read.state.coach is None,
        )


def _is_there(read: Reading, name: PaperName) -> bool:
    try:
        return bool(papers(read, name))
    except NotFound:
        return False
