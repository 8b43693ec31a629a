"""The base every value, event, command and state of the domain stands on."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

EngagementId = str
"""UUID text of one engagement; also the name of its stream."""
PersonId = str
"""UUID text of one person."""
AgencyId = str
"""UUID text of one agency."""
EntryId = str
"""Names one entry of an engagement (a goal, a session, a reflection): the id of its command."""

Instant = AwareDatetime
"""A point of domain time with its UTC offset."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=8000)]
"""Something a person wrote: never empty, at most 8,000 characters."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""One short line: a name, a place, a skill."""


class Frozen(BaseModel):
    """A value that never changes; unknown fields are an error, so that typing slips are seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")
