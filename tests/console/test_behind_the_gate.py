"""The console as docker-compose.yml serves it, behind a gate that speaks TLS for it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.journeys.place import until
from tests.servers import MailCatcher, TemporalServer
from tests.workers.compose_site import Site, compose_site
from workers.stack.child import free_port

pytestmark = [pytest.mark.servers, pytest.mark.journey]


@pytest.fixture
async def site(
    tmp_path: Path, temporal: TemporalServer, mail_catcher: MailCatcher
) -> AsyncIterator[Site]:
    """Servers of this test's own, and the file's settings."""
    async with compose_site(tmp_path, temporal, mail_catcher) as made:
        yield made


async def test_the_console_answers_people_as_the_gate_passes_them_on(site: Site) -> None:
    assert (await site.run("migrate"))[0] == 0
    port = free_port()
    site.compose["services"]["console"]["environment"] |= {
        "COACHING_CONSOLE_HOST": "127.0.0.1",
        "COACHING_CONSOLE_PORT": port,
        "COACHING_CONSOLE_PROXIES": "127.0.0.0/8",
    }
    passed_on = {
        "Host": "coaching.county.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.7",
        "Accept": "text/html",
    }
    console = await site.begin("console")
    try:
        async with httpx.AsyncClient(trust_env=False, headers=passed_on) as client:

            async def answers() -> bool:
                assert console.returncode is None
                try:
                    at = f"http://127.0.0.1:{port}/"
                    return (await client.get(at)).status_code == 303
                except httpx.TransportError:
                    return False

            await until(answers, 60, "the console")
    finally:
        console.terminate()
        out, _ = await asyncio.wait_for(console.communicate(), 30)
    assert console.returncode == 0, out
    assert b"203.0.113.7" not in out
