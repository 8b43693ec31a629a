"""From the rows of a cohort file to what is noted of each: ids, digests, commands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.base.messages import Via
from domain.base.model import AgencyId, PersonId
from domain.cohort import CohortFile, CohortRow, expected_end
from domain.cohort.columns import PEOPLE
from domain.engagement.topics.launch import LaunchEngagement
from domain.person.person import RegisterPerson
from services.ids import derived_id, fresh_id
from store.keys.key_ring import KeyRing
from store.recording.noted_row import Launching, NotedRow

_NOT_COMPARED = frozenset({"agency", "learner_email", "skill", "time_zone", "leader_email"})
"""Columns by which a row is known, or which change nothing once it was launched. Names aren't
compared either: launching brings them up to date."""


@dataclass(frozen=True)
class Noting:
    """What all rows of one launch share; `by` registers people, `people` are ids by address.

    `via` is how `by` launches; for other coordinators it is done as by an operator.
    """

    ring: KeyRing
    agency_id: AgencyId
    cohort_id: str
    cohort: str
    by: PersonId
    at: datetime
    people: Mapping[str, PersonId]
    via: Via = Via.OPERATOR

    def rows(self, file: CohortFile) -> list[NotedRow]:
        """Each row of the file, in its order."""
        registering = {
            email: self._registering(email, name, zone)
            for email, (name, zone) in file.people().items()
        }
        return [self._row(row, registering) for row in file.rows]

    def _row(self, row: CohortRow, registering: Mapping[str, RegisterPerson]) -> NotedRow:
        email, skill = row.cells["learner_email"], row.cells["skill"]
        engagement_id = derived_id(self.ring, "engagement", self.cohort_id, email, skill)
        addresses = dict.fromkeys(found[1] for who in PEOPLE if (found := row.person(who)))
        return NotedRow(
            engagement_id=engagement_id,
            n=row.row,
            who=who_of(self.ring, self.agency_id, row),
            learner=self._digest("learner", self.agency_id, email),
            said={
                name: self._digest("said", engagement_id, name, cell)[:16]
                for name, cell in row.cells.items()
                if name not in _NOT_COMPARED and not name.endswith("_name")
            },
            work=Launching(
                people=tuple(registering[one] for one in addresses),
                launch=self._launch(row, engagement_id),
            ),
        )

    def _registering(self, email: str, name: str, zone: str) -> RegisterPerson:
        return RegisterPerson(
            # Fresh each time: a name may change, and change back.
            command_id=fresh_id(),
            by=self.by,
            at=self.at,
            via=self.via,
            person_id=self.people[email],
            agency_id=self.agency_id,
            name=name,
            email=email,
            time_zone=zone,
        )

    def _launch(self, row: CohortRow, engagement_id: str) -> LaunchEngagement:
        cells, coach = row.cells, row.person("coach")
        coordinator = self.people[cells["coordinator_email"]]
        return LaunchEngagement.model_validate(
            {
                "command_id": derived_id(self.ring, "launch", engagement_id),
                "by": coordinator,
                "at": self.at,
                "via": self.via if coordinator == self.by else Via.OPERATOR,
                "learners": [self.people[cells["learner_email"]]],
                "supervisor": self.people[cells["supervisor_email"]],
                "coordinator": coordinator,
                "coach": self.people[coach[1]] if coach else None,
                "relation": cells["relation"],
                "form": cells["form"],
                "origin": cells["origin"],
                "participation": cells["participation"],
                "model": cells["model"],
                "skill": cells["skill"],
                "purpose": cells["purpose"],
                "expected_end": expected_end(cells["expected_end"], self.at.date()),
                "cohort": self.cohort,
            }
        )

    def _digest(self, *parts: str) -> str:
        return _digest(self.ring, *parts)


def who_of(ring: KeyRing, agency_id: AgencyId, row: CohortRow) -> str:
    """A keyed digest of a row's learner and skill, the same in every cohort of the agency."""
    email, skill = row.cells["learner_email"], row.cells["skill"]
    return _digest(ring, "who", agency_id, email, skill.casefold())


def _digest(ring: KeyRing, *parts: str) -> str:
    return ring.fingerprint(json.dumps(["digest", *parts]).encode()).hex()
