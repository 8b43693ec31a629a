"""Whom an act is about: a learner of a group speaks for themselves, the coach names learners."""

from domain.base.model import PersonId
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import MakeEntryAbout
from domain.engagement.parties import concerned, is_group
from domain.engagement.state import Engagement


def about_whom(
    state: Engagement, command: MakeEntryAbout, role: Role, *, whole_group: bool = False
) -> tuple[PersonId, ...]:
    """The learners an act is about; what a learner of a group does is about that learner.

    `whole_group`: all are meant where nobody is named, between peers both. Raises `Refusal`:
    `about_yourself_only` to a learner of a group who names others, and as `concerned`.
    """
    if is_group(state) and role is Role.LEARNER:
        return oneself(state, command)
    return concerned(state, command, command.about, whole_group=whole_group)


def oneself(state: Engagement, command: MakeEntryAbout) -> tuple[PersonId]:
    """The learner who acts: what they say of themselves is about nobody else.

    Raises `Refusal`: `about_yourself_only` to a learner of a group who names others.
    """
    if is_group(state) and any(person != command.by for person in command.about):
        raise Refusal("about_yourself_only")
    return (command.by,)


def about_oneself_unless_named(
    state: Engagement, command: MakeEntryAbout, role: Role, *, whole_group: bool = False
) -> tuple[PersonId, ...]:
    """A learner who names nobody speaks of themself, beside a peer too; else as `about_whom`."""
    if role is Role.LEARNER and command.about in ((), (command.by,)):
        return (command.by,)
    return about_whom(state, command, role, whole_group=whole_group)


def about_oneself_or_all(
    state: Engagement, command: MakeEntryAbout, role: Role
) -> tuple[PersonId, ...]:
    """A learner speaks of themself, also beside a peer; the coach of all, unless they name some.

    Raises `Refusal` as `oneself` and `about_whom`.
    """
    if role is Role.LEARNER:
        return oneself(state, command)
    return about_whom(state, command, role, whole_group=True)


def exactly_one(state: Engagement, command: MakeEntryAbout) -> PersonId:
    """The one learner an act is about: what is seen in one, or said to one, is of no other.

    Raises `Refusal`: `one_learner_at_a_time`, and as `concerned`.
    """
    about = concerned(state, command, command.about)
    if len(about) != 1:
        raise Refusal("one_learner_at_a_time")
    return about[0]
