"""Who is signed in: one person of one agency, in one session."""

from dataclasses import dataclass

from domain.person.person import Person


@dataclass(frozen=True)
class Visitor:
    """`session_id` names the session that the person can end; it is no secret."""

    person: Person
    session_id: str
