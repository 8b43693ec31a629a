"""What an OpenID provider says of itself, and the keys it signs with: fetched, and kept an hour."""

import time
from typing import Any

import httpx
from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, ValidationError

_SECONDS = 5.0
_KEPT_SECONDS = 3600.0
_SOONEST_SECONDS = 60.0
"""Keys are not asked for more often, whatever strange tokens come."""
SAFE = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Signatures by keys that the provider alone has; never `none`, and no secret shared with us."""


class ProviderAway(Exception):
    """The provider does not answer, or not as a provider does."""


class Metadata(BaseModel):
    """What is needed of OpenID Connect Discovery 1.0."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    id_token_signing_alg_values_supported: tuple[str, ...] = ("RS256",)
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    @property
    def algorithms(self) -> list[str]:
        """By which its tokens may be signed."""
        return [one for one in self.id_token_signing_alg_values_supported if one in SAFE]


class Discovered:
    """Metadata and keys of one issuer."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def metadata(self) -> Metadata:
        """Raises `ProviderAway`, also where somebody else's metadata is served."""
        now = time.monotonic()
        if self._metadata is None or now - self._metadata[0] > _KEPT_SECONDS:
            said = await fetch(get_well_known_url(self._issuer, external=True))
            try:
                found = Metadata.model_validate(said)
            except ValidationError:
                raise ProviderAway("metadata") from None
            addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
            if found.issuer != self._issuer or not all(map(self._as_safe, addresses)):
                raise ProviderAway("issuer")
            self._metadata = now, found
        return self._metadata[1]

    async def keys(self, *, newer: bool = False) -> KeySet:
        """The keys; `newer`: fetched anew, where those kept are a minute old. Raises
        `ProviderAway`."""
        now = time.monotonic()
        age = _KEPT_SECONDS + 1 if self._keys is None else now - self._keys[0]
        if self._keys is None or age > (_SOONEST_SECONDS if newer else _KEPT_SECONDS):
            said = await fetch((await self.metadata()).jwks_uri)
            try:
                self._keys = now, KeySet.import_key_set({"keys": said["keys"]})
            except (JoseError, KeyError, TypeError, ValueError):
                raise ProviderAway("keys") from None
        return self._keys[1]

    def _as_safe(self, address: str) -> bool:
        """Through TLS, where the issuer is."""
        return address.startswith("https://") or self._issuer.startswith("http://")


async def fetch(url: str, *, bearer: str | None = None) -> dict[str, Any]:
    """A JSON object from the provider. Raises `ProviderAway`."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        async with httpx.AsyncClient(timeout=_SECONDS) as client:
            return object_in(await client.get(url, headers=headers))
    except httpx.HTTPError as error:
        raise ProviderAway(type(error).__name__) from None


async def post_form(url: str, form: dict[str, str], auth: httpx.BasicAuth | None) -> httpx.Response:
    """What it answers to a form. Raises `ProviderAway` where it does not."""
    try:
        async with httpx.AsyncClient(timeout=_SECONDS, auth=auth) as client:
            return await client.post(url, data=form)
    except httpx.HTTPError as error:
        raise ProviderAway(type(error).__name__) from None


def object_in(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer. Raises `ProviderAway`."""
    try:
        said = answer.json() if answer.status_code == 200 else None
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise ProviderAway(f"status {answer.status_code}")
    return said
