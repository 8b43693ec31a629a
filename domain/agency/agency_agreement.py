"""The coaching agreement an agency's leadership signs.

It covers the ten topics of Toolkit table 6.4 (after National Staff Development Council, 2008) and
serves a whole cohort; engagements join it one by one (`domain.engagement`, topic agreement).
"""

from typing import Literal

from domain.agency.agency_settings import AgencySettings
from domain.base.messages import Command, Event
from domain.base.model import AgencyId, Frozen, PersonId, Text
from domain.base.refusals import Refusal
from domain.base.roles import Role

TOPICS = (
    "expected_results",
    "roles_and_boundaries",
    "learners",
    "scheduling",
    "meetings",
    "supports_and_resources",
    "cancelling",
    "confidentiality",
    "misunderstandings_and_ethics",
    "limits_of_the_relationship",
)
"""The ten topics of table 6.4, in its order."""


class AgreementSigned(Frozen):
    """The agreement in force: its version, the ten topics, and who signed."""

    version: int
    topics: dict[str, Text]
    signed_by: PersonId
    ratings_to_supervisor: bool = False
    """Whether goal ratings may reach the supervisor at all; the learner's consent comes on top."""


class SignAgencyAgreement(Command):
    """Leadership signs the agreement; signing a changed one makes a new version."""

    kind: Literal["sign_agency_agreement"] = "sign_agency_agreement"
    agency_id: AgencyId
    topics: dict[str, Text]
    ratings_to_supervisor: bool = False


class AgencyAgreementSigned(Event):
    """Leadership signed version `version` of the agreement."""

    kind: Literal["agency_agreement_signed"] = "agency_agreement_signed"
    agency_id: AgencyId
    version: int
    topics: dict[str, Text]
    ratings_to_supervisor: bool = False


def sign(
    settings: AgencySettings, current: AgreementSigned | None, command: SignAgencyAgreement
) -> tuple[AgencyAgreementSigned, ...]:
    """The event to record; none where the same text is in force already.

    Raises `Refusal`: `not_leadership`, `agreement_topics` (facts `missing`, `unknown`).
    """
    if command.by not in settings.leaders:
        raise Refusal("not_leadership")
    missing = tuple(topic for topic in TOPICS if topic not in command.topics)
    unknown = tuple(sorted(set(command.topics) - set(TOPICS)))
    if missing or unknown:
        raise Refusal("agreement_topics", missing=missing, unknown=unknown)
    version = current.version + 1 if current else 1
    event = AgencyAgreementSigned.of(command, Role.LEADERSHIP, version=version)
    if current is not None:
        asked = (event.topics, event.ratings_to_supervisor)
        if asked == (current.topics, current.ratings_to_supervisor):
            return ()
    return (event,)


def signed(event: AgencyAgreementSigned) -> AgreementSigned:
    """The agreement that is in force once this was recorded."""
    return AgreementSigned(
        version=event.version,
        topics=event.topics,
        signed_by=event.by,
        ratings_to_supervisor=event.ratings_to_supervisor,
    )
