"""Coaching in one skill, asked for by a learner out of performance or development coaching.

Toolkit, ch. 6: learner and coach find a skill that is worth coaching of its own; who coaches it is
found anew, since that coach is an expert in the skill.
"""

from dataclasses import dataclass

from domain.base.messages import Via
from domain.base.roles import Origin, Role
from domain.engagement.state import Engagement
from domain.person.person import Person
from domain.process.models import DEFAULT
from services.connections import Engine
from services.launching.start import Started, Wanted, start
from services.reading.access import engagement_for
from services.reading.read import Reading
from services.reading.visible import roles_in
from services.troubles import NotFound, WrongFields
from services.words import WORDS


@dataclass(frozen=True)
class Skill:
    """What a learner asks for; `end` is a day or a time, such as `40 weeks`."""

    skill: str
    purpose: str
    end: str


def may_ask(state: Engagement, person: Person) -> bool:
    """A learner in coaching by another model than the one for a skill, while it goes on."""
    learner = Role.LEARNER in roles_in(state, person.person_id)
    return learner and state.live and state.model != DEFAULT[0]


def opened_from(read: Reading) -> str | None:
    """The engagement this one was asked for from, for who may know of it."""
    launch = next((one for one in read.lines if one.kind == "engagement_launched"), None)
    return launch.fields.get("opened_from") if launch else None


async def ask_for_skill(
    engine: Engine,
    person: Person,
    engagement_id: str,
    asked: Skill,
    command_id: str,
    via: Via = Via.SELF,
) -> Started:
    """Open it, with the same supervisor and coordinator, who finds the coach.

    Raises `NotFound` for who is no such learner, `WrongFields`, and as `start`.
    """
    state = await engagement_for(engine, person, engagement_id)
    if not may_ask(state, person):
        raise NotFound.of("no_skill_coaching")
    missing = {
        name: WORDS.say("wrong.missing") for name, said in vars(asked).items() if not said.strip()
    }
    if missing:
        raise WrongFields(WORDS.say("wrong.some_missing"), "", missing)
    wanted = Wanted(
        learners=[person.person_id],
        supervisor=state.supervisor,
        by=person,
        coordinator=state.coordinator,
        coach=None,
        skill=asked.skill,
        purpose=asked.purpose,
        end=asked.end,
        origin=Origin.LEARNER_NEED.value,
        model=DEFAULT[0],
        opened_from=state.engagement_id,
    )
    return await start(engine, wanted, command_id, agency=state.agency_id, via=via)
