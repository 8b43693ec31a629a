"""Pages as an agency's people open them, each signed in in a browser of their own."""

import re
from dataclasses import dataclass
from uuid import uuid4

import httpx

from tests.console.signing.doorway import FROM_A_PAGE, Doorway
from tests.journeys import stages
from tests.journeys.cast import Cast
from tests.journeys.marked_story import Teller
from tests.journeys.markers import Marker

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass
class House:
    """One agency with one engagement; `does` tells it, `marker` marks every text."""

    door: Doorway
    does: Teller
    marker: Marker

    @property
    def cast(self) -> Cast:
        return self.door.cast

    @property
    def at(self) -> str:
        """The engagement's page."""
        return f"/engagements/{self.does.told.id}"

    async def to_practice(self) -> None:
        """Through agreement, planning and enrollment, with the coach's papers on file."""
        told = self.does.told
        papers = dict.fromkeys(("contract", "memorandum", "non_disclosure_agreement"), "On file")
        await told.does("coordinator", "note_coach_contract", **papers)
        await stages.agree(told)
        await stages.plan(told)
        await stages.enroll(told)
        await stages.advance(told)

    async def open(self, role: str) -> "Browser":
        """A browser in which this role's person is signed in."""
        return Browser(await self.door.signed_in(role), self.at)


@dataclass
class Browser:
    """What one person does on pages of the engagement; paths are below it unless they begin so."""

    client: httpx.AsyncClient
    at: str

    async def get(self, path: str) -> httpx.Response:
        """Open a page."""
        return await self.client.get(self._whole(path))

    async def send(self, path: str, **typed: str | list[str]) -> httpx.Response:
        """Send a form with nothing but this in it."""
        return await self.client.post(self._whole(path), data=typed, headers=FROM_A_PAGE)

    async def act(self, kind: str, **typed: str | list[str]) -> httpx.Response:
        """Open the form of an act, fill it in and send it."""
        page = await self.get(f"act/{kind}")
        assert page.status_code == 200, page.text
        hidden = {name: value for name, value in _HIDDEN.findall(page.text) if name != "seen"}
        return await self.send(f"act/{kind}", **{**hidden, **typed})

    async def post_draft(self, kind: str, **typed: str | list[str]) -> httpx.Response:
        """What a page's script sends while one types."""
        headers = FROM_A_PAGE | {"X-Draft": "yes"}
        path = self._whole(f"draft/{kind}")
        return await self.client.post(path, data=typed, headers=headers)

    def _whole(self, path: str) -> str:
        return path if path.startswith("/") else f"{self.at}/{path}" if path else self.at


def fresh_word() -> str:
    """A word that stands nowhere else."""
    return f"word{uuid4().hex}"
