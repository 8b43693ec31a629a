"""The OpenID provider as the settings name it: whole, or not at all."""

from urllib.parse import urlsplit

from services.signing.sign_in_provider import Oidc
from services.troubles import BadUsage
from workers.settings import Settings

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def provider_of(settings: Settings) -> Oidc | None:
    """None where people sign in by links. Raises `BadUsage` for half a provider."""
    issuer, client_id = settings.oidc_issuer, settings.oidc_client_id
    secret = settings.oidc_client_secret
    given = {
        "COACHING_OIDC_ISSUER": issuer,
        "COACHING_OIDC_CLIENT_ID": client_id,
        "COACHING_OIDC_CLIENT_SECRET": secret,
    }
    if not any(given.values()):
        return None
    if issuer is None or client_id is None or secret is None:
        missing = ", ".join(name for name, value in given.items() if not value)
        raise BadUsage(
            f"the OpenID provider is named in part only: {missing} is missing",
            "Set all three, or none and let people sign in by links.",
        )
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise BadUsage(
            "COACHING_OIDC_ISSUER begins with http://, so anybody between could sign in",
            "Give the provider's https:// address.",
        )
    return Oidc(issuer, client_id, secret.get_secret_value())
