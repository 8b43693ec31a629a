"""A conversation as its coach leads it: the reflection, the talk, the ladder, the next steps.

The order is that of the rules (Toolkit, table 6.5, step 5): the learner's reflection comes first,
then the talk, then feedback rung by rung.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.base.model import PersonId
from domain.base.roles import Role
from domain.engagement.cycles import conversations, has_reflected, ladder, undiscussed
from domain.engagement.parties import is_peer
from domain.engagement.topics.feedback import Rung
from domain.instruments import CUE_PROMPTS
from services.reading.read import Reading
from services.reading.visible import Line, roles_in
from services.troubles import NotFound


@dataclass(frozen=True)
class RungSeen:
    """One rung for one learner; `where` is `given`, `next` or `later`, `said` None for "none"."""

    rung: str
    where: str
    said: str | None


@dataclass(frozen=True)
class Talk:
    """One learner's part. `answers` are (prompt, what the learner wrote)."""

    learner: PersonId
    name: str
    reflected: bool
    answers: tuple[tuple[str, str], ...]
    to_talk_over: int
    """Observations of this learner that are not talked over yet."""
    held: bool
    summary: str | None
    rungs: tuple[RungSeen, ...]
    peers: bool


@dataclass(frozen=True)
class ConversationView:
    """The talks of an engagement's learners, the coach's own notes, and the steps agreed."""

    talks: tuple[Talk, ...]
    preparation: str | None
    steps: tuple[tuple[str, str, str], ...]
    """(what, who, by which day), of this round."""


def conversation_view(read: Reading) -> ConversationView:
    """For the coach. Raises `NotFound` for anybody else."""
    if Role.COACH not in roles_in(read.state, read.reader.person_id):
        raise NotFound.of("not_yours")
    prepared = [one for one in read.lines if one.kind == "conversation_prepared"]
    return ConversationView(
        talks=tuple(_talk(read, learner) for learner in read.state.active_learners),
        preparation=prepared[-1].fields.get("note") if prepared else None,
        steps=tuple(
            (str(one.fields.get("step")), read.name(one.fields["owner"]), str(one.fields["due"]))
            for one in read.lines
            if one.kind == "next_step_agreed" and one.fields.get("step")
        ),
    )


def _talk(read: Reading, learner: PersonId) -> Talk:
    state = read.state
    reflection = _last(read.lines, "reflection_written", learner)
    held = _last(read.lines, "conversation_held", learner)
    now = conversations(state, learner)
    return Talk(
        learner=learner,
        name=read.name(learner),
        reflected=has_reflected(state, learner),
        answers=tuple(
            (CUE_PROMPTS.get(key, key), text)
            for key, text in (reflection.get("answers") or {}).items()
        ),
        to_talk_over=sum(learner in one.about for one in undiscussed(state)),
        held=bool(now),
        summary=held.get("summary") if now else None,
        rungs=tuple(_rungs(read, learner)) if now else (),
        peers=is_peer(state),
    )


def _rungs(read: Reading, learner: PersonId) -> list[RungSeen]:
    climbed = ladder(read.state, learner)
    current = conversations(read.state, learner)[-1].entry_id
    said: dict[str, str | None] = {
        one.fields["rung"]: one.fields.get("said")
        for one in read.lines
        if one.kind == "feedback_given"
        and learner in one.fields.get("about", ())
        and one.fields.get("conversation") == current
    }
    following = next((rung.value for rung in Rung if rung.value not in climbed), None)
    return [
        RungSeen(
            rung.value,
            "given" if rung.value in climbed else "next" if rung.value == following else "later",
            said.get(rung.value),
        )
        for rung in Rung
    ]


def _last(lines: tuple[Line, ...], kind: str, learner: PersonId) -> Mapping[str, Any]:
    found = [one for one in lines if one.kind == kind and learner in one.fields.get("about", ())]
    return found[-1].fields if found else {}
