"""Caddy as `docker-compose.yml` puts it before the console: the same file, on ports of our own."""

import os
import shutil
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.journeys.place import Place, until
from workers.stack.child import Child, free_port, port_answers

_FILE = Path(__file__).resolve().parents[3] / "deploy" / "Caddyfile"
_FETCHED = _FILE.parents[1] / ".venv" / "gate" / "usr" / "bin"
_ROOT = "caddy/pki/authorities/local/root.crt"


@dataclass(frozen=True)
class Gate:
    """Where people come in, over TLS and without, and the authority its certificate is of."""

    address: str
    plain: str
    trusted: ssl.SSLContext


@asynccontextmanager
async def opened_gate(place: Place, folder: Path) -> AsyncIterator[Gate]:
    """The console's own process behind Caddy's."""
    caddy = shutil.which("caddy", path=f"{_FETCHED}{os.pathsep}{os.environ['PATH']}")
    if caddy is None:
        pytest.fail("Caddy is not here: `make gate` fetches it where it can, and `make test` too")
    inner, outer, plain = free_port(), free_port(), free_port()
    address = f"https://localhost:{outer}"
    behind = {
        "COACHING_CONSOLE_URL": address,
        "COACHING_CONSOLE_PORT": str(inner),
        "COACHING_CONSOLE_PROXIES": "127.0.0.0/8,::1",
    }
    kept = {n: v for n, v in os.environ.items() if not n.startswith("COACHING_")}
    console = Child.spawn(
        "the console",
        [sys.executable, "-m", "workers.cli", "console"],
        log=folder / "console.log",
        cwd=_FILE.parents[1],
        env={**kept, **place.stack.environment, **behind},
    )
    gate = Child.spawn(
        "Caddy",
        [caddy, "run", "--adapter", "caddyfile", "--config", str(_placed(folder, inner, plain))],
        log=folder / "caddy.log",
        cwd=folder,
        env={**kept, "CONSOLE_NAME": address, "CONSOLE_TLS": "internal", **_homes(folder)},
    )
    try:
        assert await console.ready(lambda: port_answers(inner), 30), console.log.read_text()
        assert await gate.ready(lambda: port_answers(outer), 30), gate.log.read_text()
        root = ssl.create_default_context(cafile=str(folder / _ROOT))
        async with httpx.AsyncClient(base_url=address, verify=root, trust_env=False) as client:

            async def opened() -> bool:
                return (await client.get("/sign-in")).status_code == 200

            await until(opened, 60, "the console behind the gate")
        yield Gate(address, f"http://localhost:{plain}", root)
    finally:
        await gate.stop()
        await console.stop(seconds=8)


def _placed(folder: Path, inner: int, plain: int) -> Path:
    """The very file, with our ports, and leaving the machine's own trust alone."""
    ours = f"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {plain}\n}}\n"
    placed = folder / "Caddyfile"
    placed.write_text(ours + _FILE.read_text().replace("console:8080", f"127.0.0.1:{inner}"))
    return placed


def _homes(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
