"""A mail server for one machine: it delivers nothing and keeps every mail as a file to open."""

import asyncio
import hashlib
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from store.whole_file import write_whole
from workers.stack.child import ServerFailed, free_port

_LARGEST_MAIL = 25_000_000


class MailCatcher:
    """Listens on loopback and writes each mail it takes as one `.eml` file into `folder`."""

    name = "The mail catcher"
    log = None

    def __init__(self, folder: Path, *, port: int = 0) -> None:
        self.folder = folder
        self.host = "127.0.0.1"
        self.port = port
        self._server: asyncio.Server | None = None
        self._count = 0

    async def start(self) -> None:
        """Begin to take mail, on the running event loop."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.port = self.port or free_port()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._session, self.host, self.port)

    @property
    def running(self) -> bool:
        """Whether mail is taken."""
        return self._server is not None and self._server.is_serving()

    async def restart(self) -> None:
        """Take mail again, at the port it had. Raises `ServerFailed`."""
        try:
            await self.start()
        except OSError as error:
            raise ServerFailed(f"{self.name} did not start ({error.strerror})") from None

    async def stop(self) -> None:
        """Take no more mail."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    def mails(self) -> list[Path]:
        """What was caught, in the order it came."""
        return sorted(self.folder.glob("*.eml"))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Called by aiosmtpd for each mail; the mail is on disk before it is acknowledged."""
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 expected bytes"
        await asyncio.to_thread(self._keep, content, tuple(envelope.rcpt_tos))
        return "250 kept"

    def _session(self) -> SMTP:
        return SMTP(
            self,
            hostname="localhost",
            data_size_limit=_LARGEST_MAIL,
            enable_SMTPUTF8=True,
            ident="coaching mail catcher",
        )

    def _keep(self, content: bytes, recipients: tuple[str, ...]) -> None:
        write_whole(self.folder / f"{self._name(content, recipients)}.eml", content)

    def _name(self, content: bytes, recipients: tuple[str, ...]) -> str:
        # Addresses stay out of file names; the same mail sent again gets a file of its own.
        self._count += 1
        message_id = str(message_from_bytes(content).get("Message-ID", ""))
        key = "|".join((message_id, *recipients)).encode()
        local = datetime.now().astimezone().strftime("%Y-%m-%dT%H%M%S.%f")
        return f"{local}-{self._count:06d}-{hashlib.sha256(key).hexdigest()[:10]}"
