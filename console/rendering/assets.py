"""Static files under an address that changes with their content, so that browsers keep them."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(str(files("console") / "static"))


@cache
def digest() -> str:
    """Of all static files and their names."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            found.update(str(path.relative_to(FOLDER)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def asset(path: str) -> str:
    """The address of a static file."""
    return f"/static/{digest()}/{path}"


class KeptFiles(StaticFiles):
    """Files that browsers may keep for a year: another content has another address."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, for whatever digest was asked of: an old page may still be open."""
        _, _, below = path.partition("/")
        answer = await super().get_response(below, scope)
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer
