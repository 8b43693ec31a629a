"""A refusal of somebody's part says whose part it is, by name where the engagement has one."""

from domain.base.refusals import Fact, Refusal
from domain.base.roles import Role
from domain.engagement.parties import people_in
from domain.engagement.state import Engagement
from store.store import Store


async def with_names(store: Store, state: Engagement, refusal: Refusal) -> Refusal:
    """The refusal with who may do the act: each role with those who have it here.

    Any refusal but `role_may_not` comes back as it is.
    """
    allowed = refusal.facts.get("allowed")
    if refusal.code != "role_may_not" or not isinstance(allowed, tuple):
        return refusal
    roles = [role for role in map(Role, allowed) if role is not Role.ENGINE]
    holders = {role: people_in(state, role) for role in roles}
    people = await store.reader.people({one for held in holders.values() for one in held})
    named: list[str] = []
    for role, held in holders.items():
        names = [people[one].name for one in held if one in people]
        named.append(f"{role.value} ({', '.join(names)})" if names else role.value)
    facts: dict[str, Fact] = {**refusal.facts, "allowed": tuple(named)}
    return Refusal(refusal.code, **facts)
