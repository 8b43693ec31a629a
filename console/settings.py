"""What the console must be told to serve: where it is reached, and how people sign in."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from services.signing.sign_in_provider import Oidc


@dataclass(frozen=True)
class ConsoleSettings:
    """`base_url` is where people reach the console; `secret` (32 bytes) signs what it hands out.

    Without `oidc`, people sign in by single-use links. How often who may ask is counted in each
    process by itself: signing in by address, everything by person.
    """

    base_url: str
    secret: bytes = field(repr=False)
    oidc: Oidc | None = None
    sign_ins_a_minute: int = 60
    requests_a_minute: int = 600

    @property
    def secure(self) -> bool:
        """Whether people reach it through TLS, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def host(self) -> str:
        """Host and port as a browser sends them."""
        return urlsplit(self.base_url).netloc
