"""What is true of a kind of command, read off its class."""

from typing import get_args

from pydantic import BaseModel

from domain.agency.agency import SetUpAgency, SignAgencyAgreement
from domain.agency.program_acts import ProgramCommand
from domain.base.messages import Command, Refers, references
from domain.engagement.commands import AnyCommand

__all__ = ["HEAD", "AgencyAct", "Refers", "acts", "agency_acts", "kind_of", "references"]

AgencyAct = SetUpAgency | SignAgencyAgreement | ProgramCommand

HEAD = frozenset({*Command.model_fields, "kind"})
"""Fields that options say, or that say themselves; nobody types them as fields."""


def kind_of(cls: type[BaseModel]) -> str:
    """A command's or event's name, such as `write_reflection`."""
    return str(cls.model_fields["kind"].default)


def acts() -> dict[str, type[AnyCommand]]:
    """Every act a person can do in an engagement, by its name; launching makes one first."""
    return {
        kind: cls
        for cls in get_args(AnyCommand)
        if (kind := kind_of(cls)) != "launch_engagement" and not cls.engine_only
    }


def agency_acts() -> dict[str, type[AgencyAct]]:
    """Every act on an agency's own stream that is made of fields alone, by its name."""
    return {kind_of(cls): cls for cls in (SignAgencyAgreement, SetUpAgency, *program_acts())}


def program_acts() -> tuple[type[ProgramCommand], ...]:
    """Those that write the program's plan."""
    return get_args(ProgramCommand)


def entries_named(what: AnyCommand) -> list[str]:
    """The entries that an act is about, by their ids."""
    found: list[str] = []
    for field, refers in references(type(what)).items():
        value = getattr(what, field)
        if refers is Refers.ENTRY and value:
            found += [value] if isinstance(value, str) else list(value)
    return found
