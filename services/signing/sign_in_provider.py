"""The OpenID provider at which people sign in, where an agency has one."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Oidc:
    """An OpenID provider, and our console as one of its clients."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
