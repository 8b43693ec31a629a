"""Ground rules of a group: what stays in the room is agreed first (Toolkit, ch. 8, groups)."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, assert_never

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
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


class AcceptGroundRules(MakeEntry):
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
    """Raises `Refusal`: `not_a_group`, `no_ground_rules`, `ground_rules_changed`."""
    require_live(state)
    if not is_group(state):
        raise Refusal("not_a_group")
    version = state.versions.get("ground_rules", 0)
    match c:
        case WriteGroundRules():
            role = acting_as(state, c, Role.COACH)
            about = state.active_learners
            return (
                made(
                    GroundRulesWritten,
                    state,
                    c,
                    role,
                    GroundRules,
                    about=about,
                    version=version + 1,
                ),
            )
        case AcceptGroundRules():
            role = acting_as(state, c, Role.LEARNER)
            if not state.every(GroundRules):
                raise Refusal("no_ground_rules")
            if c.version != version:
                raise Refusal("ground_rules_changed", given=c.version, version=version)
            if c.by in accepted_by(state):
                return ()
            return (
                made(GroundRulesAccepted, state, c, role, GroundRulesAcceptance, about=(c.by,)),
            )
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


def accepted_by(state: Engagement) -> tuple[PersonId, ...]:
    """Learners who accepted the ground rules as they stand."""
    version = state.versions.get("ground_rules", 0)
    return tuple(one.by for one in state.every(GroundRulesAcceptance) if one.version == version)
