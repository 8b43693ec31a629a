"""Sheets: what a process model has people write down, by its own prompts (Toolkit, table 6.8)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.agency.agency import Agency
from domain.base.confidential import PAIR, Audience, Confidential, Plain
from domain.base.model import Text
from domain.base.refusals import Refusal
from domain.base.roles import Role
from domain.engagement.about import about_oneself_unless_named
from domain.engagement.entries import EntryMade, MakeEntryAbout, head, made
from domain.engagement.parties import acting_as, model_of, require_work
from domain.engagement.records.setting_up import FilledSheet
from domain.engagement.state import Engagement
from domain.process.vocabulary import Work


class FillSheet(MakeEntryAbout):
    """Answer the prompts of a sheet of this coaching model, by their keys."""

    kind: Literal["fill_sheet"] = "fill_sheet"
    work: ClassVar[str | None] = Work.PLANNING
    sheet: str
    answers: Annotated[dict[str, Text], Field(min_length=1)]


class SheetFilled(EntryMade):
    """A sheet was filled in."""

    kind: Literal["sheet_filled"] = "sheet_filled"
    known_to: ClassVar[Audience] = PAIR
    handed_on: ClassVar[bool] = False
    sheet: Annotated[str, Plain()]
    answers: Annotated[dict[str, Text], Confidential(PAIR, blank={})]


SheetsCommand = FillSheet
SheetsEvent = SheetFilled


def decide(state: Engagement, c: SheetsCommand, _: Agency) -> tuple[SheetFilled]:
    """Learner or coach; a learner's own is about that learner.

    Raises `Refusal`: `unknown_sheet`, `unknown_prompts` with those there are, as `about_whom`.
    """
    role = acting_as(state, c, Role.LEARNER, Role.COACH)
    require_work(state, Work.PLANNING)
    sheets = model_of(state).sheets
    if c.sheet not in sheets:
        raise Refusal("unknown_sheet", sheet=c.sheet, known=tuple(sheets))
    prompts = sheets[c.sheet].prompts
    unknown = tuple(sorted(set(c.answers) - set(prompts)))
    if unknown:
        raise Refusal("unknown_prompts", prompts=unknown, known=tuple(prompts))
    about = about_oneself_unless_named(state, c, role, whole_group=True)
    return (made(SheetFilled, state, c, role, FilledSheet, about=about),)


def evolve(state: Engagement, e: SheetsEvent) -> Engagement:
    """The state after a sheet was filled in."""
    return state.with_record(FilledSheet(**head(state, e), sheet=e.sheet))
