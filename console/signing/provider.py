"""OpenID Connect, code flow with PKCE: where a browser is sent, and what it brings back proves."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from console.signing.metadata import Discovered, Metadata, fetch, object_in, post_form
from services.signing.provider_accounts import Way
from services.signing.sign_in_provider import Oidc
from store.sessions.account_rows import FlowRow

_LEEWAY_SECONDS = 30
_VERIFIED = (True, "1", "true")


class NotProven(Exception):
    """What came back does not prove who somebody is; says which part of it failed."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is at the provider; the address only where the provider verified it."""

    issuer: str
    subject: str
    verified_email: str | None


class Provider:
    """The provider that is set, with this console as its client."""

    def __init__(self, oidc: Oidc, base_url: str) -> None:
        self._oidc = oidc
        self._discovered = Discovered(oidc.issuer)
        self._callback = f"{base_url.rstrip('/')}/sign-in/callback"

    async def where_to(self, way: Way) -> str:
        """The provider's page for signing in. Raises `ProviderAway`."""
        metadata = await self._discovered.metadata()
        address: str = prepare_grant_uri(
            metadata.authorization_endpoint,
            self._oidc.client_id,
            "code",
            redirect_uri=self._callback,
            scope="openid email",
            state=way.state,
            nonce=way.nonce,
            code_challenge=create_s256_code_challenge(way.verifier),
            code_challenge_method="S256",
        )
        return address

    async def identity(self, code: str, issuer: str | None, way: FlowRow) -> Identity:
        """Who came back. `issuer` is what the address says (RFC 9207), if anything.

        Raises `NotProven`, `ProviderAway`.
        """
        metadata = await self._discovered.metadata()
        wanted = metadata.authorization_response_iss_parameter_supported
        if issuer != metadata.issuer and (wanted or issuer is not None):
            raise NotProven("iss")
        tokens = await self._tokens(metadata, code, way.verifier)
        access, proof = tokens.get("access_token"), tokens.get("id_token")
        if not isinstance(proof, str):
            raise NotProven("id_token")
        claims = await self._proven(metadata, proof, way.nonce, access)
        email = _verified_email(claims)
        if email is None and metadata.userinfo_endpoint and isinstance(access, str):
            # Some say the address there alone, whatever scope is asked for.
            more = await fetch(metadata.userinfo_endpoint, bearer=access)
            email = _verified_email(more) if more.get("sub") == claims["sub"] else None
        return Identity(metadata.issuer, claims["sub"], email)

    async def _tokens(self, metadata: Metadata, code: str, verifier: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._callback,
            "code_verifier": verifier,
        }
        client_id, secret = self._oidc.client_id, self._oidc.client_secret
        auth = None
        if "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(quote(client_id, safe=""), quote(secret, safe=""))
        else:
            form |= {"client_id": client_id, "client_secret": secret}
        answer = await post_form(metadata.token_endpoint, form, auth)
        if 400 <= answer.status_code < 500:
            raise NotProven("code")
        return object_in(answer)

    async def _proven(
        self, metadata: Metadata, proof: str, nonce: str, access: object
    ) -> dict[str, Any]:
        """The claims of an ID token that is the provider's, for us, for this way, and in time."""
        try:
            try:
                token = jwt.decode(proof, await self._discovered.keys(), metadata.algorithms)
            except (InvalidKeyIdError, BadSignatureError):
                # The provider may sign with a new key since.
                newer = await self._discovered.keys(newer=True)
                token = jwt.decode(proof, newer, metadata.algorithms)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": metadata.issuer},
                    "aud": {"essential": True, "value": self._oidc.client_id},
                    "sub": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                params={
                    "nonce": nonce,
                    "client_id": self._oidc.client_id,
                    "access_token": access,
                },
            )
            claims.validate(leeway=_LEEWAY_SECONDS)
        except JoseError as error:
            raise NotProven(getattr(error, "claim", None) or error.error) from None
        except ValueError:
            raise NotProven("id_token") from None
        if not isinstance(claims["sub"], str):
            raise NotProven("sub")
        return dict(claims)


def _verified_email(claims: dict[str, Any]) -> str | None:
    """The address, where the provider says that it verified it (Entra says `xms_edov`)."""
    email = claims.get("email")
    verified = claims.get("email_verified") is True or claims.get("xms_edov") in _VERIFIED
    return email if isinstance(email, str) and verified else None
