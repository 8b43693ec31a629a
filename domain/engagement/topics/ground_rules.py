"""Ground rules of a group: what stays in the room is agreed first (Toolkit, ch. 8, groups)."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.messages import Command
from domain.base.model import PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.entries import EntryMade, MakeEntry, head, made
from domain.engagement.parties import acting_as, is_group, require_live
from domain.engagement.records.setting_up import GroundRules, GroundRulesAcceptance
from domain.engagement.state import Engagement


class WriteGroundRules(MakeEntry):
    """Write down what the group agreed on: what stays in the room, how people speak."""

    kind: Literal["write_ground_rules"] = "write_ground_rules"
    rules: Text


class GroundRulesWritten(EntryMade):
    """The ground rules were written, as version `version`."""

    kind: Literal["ground_rules_written"] = "ground_rules_written"
    known_to: ClassVar[Audience] = PAIR
    version: Annotated[int, Plain()]
    rules: Annotated[Text, Confidential(PAIR)]


class AcceptGroundRules(Command):
    """Accept the ground rules you have read, by their version."""

    kind: Literal["accept_ground_rules"] = "accept_ground_rules"
    version: int


class GroundRulesAccepted(EntryMade):
    """A learner accepted a version of the ground rules."""

    kind: Literal["ground_rules_accepted"] = "ground_rules_accepted"
    known_to: ClassVar[Audience] = PAIR
    version: Annotated[int, Plain()]


GroundRulesCommand = WriteGroundRules | AcceptGroundRules
GroundRulesEvent = GroundRulesWritten | GroundRulesAccepted


def decide(state: Engagement, c: GroundRulesCommand, _: Agency) -> tuple[GroundRulesEvent, ...]:
    """The coach writes, each learner accepts the version they have read.

    Raises `Refusal`: `not_a_group`, `no_ground_rules`, `ground_rules_changed` with the new version.
    """
    match c:
        case WriteGroundRules():
            role = acting_as(state, c, Role.COACH)
            _require_group(state)
            about = state.active_learners
            return (
                made(
                    GroundRulesWritten,
                    state,
                    c,
                    role,
                    GroundRules,
                    about=about,
                    version=state.versions.get("ground_rules", 0) + 1,
                ),
            )
        case AcceptGroundRules():
            role = acting_as(state, c, Role.LEARNER)
            _require_group(state)
            rules = latest_rules(state)
            if rules is None:
                raise Refusal("no_ground_rules")
            if c.version != rules.version:
                raise Refusal("ground_rules_changed", given=c.version, version=rules.version)
            if c.by in accepted_by(state):
                return ()
            return (GroundRulesAccepted.of(c, role, about=(c.by,)),)
        case _:
            assert_never(c)


def evolve(state: Engagement, e: GroundRulesEvent) -> Engagement:
    """The state after an act on the ground rules."""
    match e:
        case GroundRulesWritten():
            rules = GroundRules(**head(state, e), version=e.version)
            versions = {**state.versions, "ground_rules": e.version}
            return replace(state.with_record(rules), versions=versions)
        case GroundRulesAccepted():
            accepted = GroundRulesAcceptance(**head(state, e), version=e.version)
            return state.with_record(accepted)
        case _:
            assert_never(e)


def _require_group(state: Engagement) -> None:
    require_live(state)
    if not is_group(state):
        raise Refusal("not_a_group")


def latest_rules(state: Engagement) -> GroundRules | None:
    """The ground rules written last."""
    return max(state.every(GroundRules), key=lambda rules: rules.version, default=None)


def accepted_by(state: Engagement) -> tuple[PersonId, ...]:
    """Learners who accepted the ground rules as they stand."""
    rules = latest_rules(state)
    return tuple(
        one.by
        for one in state.every(GroundRulesAcceptance)
        if rules is not None and one.version == rules.version
    )
