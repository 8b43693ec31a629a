"""OpenID providers of a test's own: an honest one as a process, and one that can be made to lie."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import uvicorn
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from services.signing.sign_in_provider import Oidc
from tests.journeys.place import until
from workers.stack.child import free_port, port_answers

CLIENT = "console of a county"
SECRET = "a secret / of both"


@dataclass
class HonestProvider:
    """`oidc-provider-mock`, another process."""

    issuer: str

    @property
    def oidc(self) -> Oidc:
        """The console as its client."""
        return Oidc(self.issuer, CLIENT, SECRET)

    async def knows(self, subject: str, **claims: object) -> None:
        """What it says of somebody."""
        async with httpx.AsyncClient() as client:
            answer = await client.put(f"{self.issuer}/users/{subject}", json=claims)
            assert answer.status_code == 204, answer.text

    async def consent(self, address: str, subject: str) -> str:
        """Somebody signs in on its page; where they are sent back to."""
        async with httpx.AsyncClient() as client:
            assert (await client.get(address)).status_code == 200
            answer = await client.post(address, data={"sub": subject})
            assert answer.status_code == 302, answer.text
            return answer.headers["location"]


@asynccontextmanager
async def honest_provider(max_age: int = 3600) -> AsyncIterator[HonestProvider]:
    """Run it; its tokens are good for `max_age` seconds."""
    port = free_port()
    words = ("--port", str(port), "--require-nonce", "true", "--token-max-age", str(max_age))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-W", "ignore", "-m", "oidc_provider_mock", *words),
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:

        async def there() -> bool:
            assert process.returncode is None
            return port_answers(port)

        await until(there, 30, "the OpenID provider")
        yield HonestProvider(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        await process.wait()


@dataclass
class BentProvider:
    """A provider whose next token says what the test has it say."""

    port: int
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    published: list[RSAKey] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Added to, or (None) taken from, an honest token."""
    header: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    """A whole ID token in place of its own."""
    address: dict[str, str] = field(default_factory=dict)
    """Of what the browser was sent here with."""
    elsewhere: str | None = None
    """Where questions for its metadata are sent on to."""
    asked: list[dict[str, str]] = field(default_factory=list)
    """The forms that came to the token endpoint."""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def oidc(self) -> Oidc:
        return Oidc(self.issuer, CLIENT, SECRET)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._describe),
                Route("/keys", self._keys),
                Route("/token", self._tokens, methods=["POST"]),
            ]
        )

    def sent(self, address: str) -> str:
        """Take in with what a browser came; the state it goes back with."""
        assert address.startswith(f"{self.issuer}/authorize?")
        self.address = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        return self.address["state"]

    async def _describe(self, _: Request) -> Response:
        if self.elsewhere:
            return RedirectResponse(self.elsewhere)
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return JSONResponse(said | self.metadata)

    async def _keys(self, _: Request) -> JSONResponse:
        keys: list[Key] = [*(self.published or [self.key])]
        return JSONResponse(KeySet(keys).as_dict(private=False))

    async def _tokens(self, request: Request) -> JSONResponse:
        form = {k: str(v) for k, v in (await request.form()).items()}
        self.asked.append(form)
        if create_s256_code_challenge(form["code_verifier"]) != self.address["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse(
            {"access_token": "a", "token_type": "Bearer", "id_token": self._proof()}
        )

    def _proof(self) -> str:
        if self.token is not None:
            return self.token
        now = int(time.time())
        honest = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "someone",
            "nonce": self.address["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        said = {k: v for k, v in (honest | self.claims).items() if v is not None}
        return jwt.encode({"alg": "RS256", "kid": self.key.kid} | self.header, said, self.key)


@asynccontextmanager
async def bent_provider() -> AsyncIterator[BentProvider]:
    """Serve it on loopback."""
    provider = BentProvider(free_port())
    config = uvicorn.Config(
        provider.app(), host="127.0.0.1", port=provider.port, log_config=None, ws="none"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    try:

        async def there() -> bool:
            return port_answers(provider.port)

        await until(there, 30, "the bent provider")
        yield provider
    finally:
        server.should_exit = True
        await serving
