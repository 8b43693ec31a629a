"""A refusal of somebody's part says whose part it is, by name where the engagement has one."""

from collections.abc import Callable

from domain.base.model import PersonId
from domain.base.refusals import Fact, Refusal
from domain.base.roles import Role
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement
from store.store import Store


async def with_names(store: Store, state: Engagement, refusal: Refusal) -> Refusal:
    """The refusal with who may do the act: each role with those who have it here.

    Any refusal but `role_may_not` comes back as it is.
    """
    held = [people_in(state, role) for role in _allowed(refusal)]
    people = await store.reader.people({one for several in held for one in several})
    return named(state, refusal, lambda one: people[one].name)


def named(state: Engagement, refusal: Refusal, naming: Callable[[PersonId], str]) -> Refusal:
    """The same, for who knows the people's names already."""
    roles = _allowed(refusal)
    if not roles:
        return refusal
    allowed: list[str] = []
    for role in roles:
        names = ", ".join(naming(one) for one in people_in(state, role))
        allowed.append(f"{role.value} ({names})" if names else role.value)
    facts: dict[str, Fact] = {**refusal.facts, "allowed": tuple(allowed)}
    return Refusal(refusal.code, **facts)


def _allowed(refusal: Refusal) -> list[Role]:
    roles = refusal.facts.get("allowed")
    if refusal.code != "role_may_not" or not isinstance(roles, tuple):
        return []
    return [role for role in map(Role, roles) if role is not Role.ENGINE]
