"""Who can supply what a gate still wants, and whether they can begin."""

from collections.abc import Container

from domain.agency.agency import Agency
from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.cycles import has_reflected, undiscussed
from domain.engagement.duties.duty import ENGINE
from domain.engagement.gates.beginnings import CAN_BEGIN
from domain.engagement.gates.conditions import done_by
from domain.engagement.gates.gate import missing
from domain.engagement.parties import closes_alone, model_of, moving_roles, people_in
from domain.engagement.state import Engagement
from domain.process.vocabulary import Need

Asked = tuple[tuple[Need, tuple[PersonId, ...]], ...]
ENROLLMENT = "enrollment_reached"
"""The fact of which nobody is told who has done their part."""

FOR_ALL = ("decide_next", "agree_process", "propose_terms")
"""Acts that in a group are no learner's: one does not speak for six."""


def suppliers(state: Engagement, agency: Agency, need: Need) -> tuple[PersonId, ...]:
    """Who can supply a missing need now; those who have done their part are left out.

    Not so at an enrollment check: this list is for anyone to see, and who has answered is not.
    """
    people = tuple(p for role in roles_for(state, need) for p in _people(state, agency, role))
    everyone = tuple(dict.fromkeys(people))
    if need.question.ask == "fact" and need.question.fact == ENROLLMENT:
        return everyone
    done = done_by(state, agency, need)
    return tuple(person for person in everyone if person not in done)


def asking(state: Engagement, agency: Agency) -> Asked:
    """What is wanting and can be supplied now, each with the people who can; the engine apart.

    A command asks for it several times of the same state: it is worked out once.
    """
    for known, asked in state.asking:
        if known is agency:
            return asked
    wanting, needs = missing(state, agency), model_of(state).needs
    asked = tuple(
        (needs[key], tuple(one for one in suppliers(state, agency, needs[key]) if one != ENGINE))
        for key in wanting
        if can_begin(state, needs[key], wanting)
    )
    asked = (*asked, *_before_talking(state, asked))
    state.asking.append((agency, asked))
    return asked


def _before_talking(state: Engagement, asked: Asked) -> Asked:
    """What was observed after a stage for reflecting is reflected on before it is talked over.

    No gate asks for that a second time, and the conversation is refused without it.
    """
    reflect = next((n for n in model_of(state).needs.values() if n.act == "write_reflection"), None)
    acts = {need.act for need, _ in asked}
    if reflect is None or "hold_conversation" not in acts or "write_reflection" in acts:
        return ()
    about = {learner for one in undiscussed(state) for learner in one.about}
    waiting = tuple(
        learner
        for learner in state.active_learners
        if learner in about and not has_reflected(state, learner)
    )
    return ((reflect, waiting),) if waiting else ()


def can_begin(state: Engagement, need: Need, wanting: Container[str]) -> bool:
    """Whether a need can be supplied now: a paper is there before it is read or signed.

    `wanting` are the keys of what is still missing.
    """
    if any(key in wanting for key in need.after):
        return False
    begun = CAN_BEGIN.get(need.question.fact) if need.question.ask == "fact" else None
    return begun is None or begun(state, _facts(state, wanting, but=need))


def _facts(state: Engagement, wanting: Container[str], *, but: Need) -> frozenset[str]:
    """Facts that are missing with it; other entries that are stand as their needs' keys."""
    needs = (one for key, one in model_of(state).needs.items() if key in wanting and one != but)
    return frozenset(one.question.fact if one.question.ask == "fact" else one.key for one in needs)


def roles_for(state: Engagement, need: Need) -> tuple[Role, ...]:
    """The roles that can supply a need; in closing without a coach, learners do that part."""
    if need.act in FOR_ALL:
        able = (*moving_roles(state), Role.SUPERVISOR)
        return tuple(role for role in need.roles if role in able)
    if closes_alone(state) and Role.COACH in need.roles:
        return (*need.roles, Role.LEARNER)
    return need.roles


def _people(state: Engagement, agency: Agency, role: Role) -> tuple[PersonId, ...]:
    return agency.settings.leaders if role is Role.LEADERSHIP else people_in(state, role)
