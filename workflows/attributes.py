"""What a reader of the Temporal UI can search for and see: stage, status, agency; no person."""

from datetime import datetime

from temporalio.common import SearchAttributeKey, SearchAttributeUpdate, TypedSearchAttributes

STAGE = SearchAttributeKey.for_keyword("CoachingStage")
STATUS = SearchAttributeKey.for_keyword("CoachingStatus")
AGENCY = SearchAttributeKey.for_keyword("AgencyId")
ALL = (STAGE, STATUS, AGENCY)
"""To be registered with the namespace before the first workflow runs."""


def changes(
    current: TypedSearchAttributes, stage: str, status: str, agency_id: str
) -> list[SearchAttributeUpdate[str]]:
    """What to upsert; nothing where all is as it should be."""
    wanted = ((STAGE, stage), (STATUS, status), (AGENCY, agency_id))
    return [key.value_set(value) for key, value in wanted if value and current.get(key) != value]


def details(version: int, stage: str, status: str, wake: datetime | None, due: bool) -> str:
    """A sentence or two for the run's page in the Temporal UI."""
    if not version:
        return "The log has not confirmed this engagement yet."
    place = stage.replace("_", " ") or "unknown"
    standing = status.replace("_", " ") or "unknown"
    if due:
        rest = "The engine is looking at what it owes."
    elif wake is None:
        rest = "The engine owes nothing until somebody acts."
    else:
        rest = f"The engine looks again at {wake:%Y-%m-%d %H:%M:%S} UTC (wall time)."
    return f"Stage: {place}. Status: {standing}. Version {version} of its log. {rest}"
