"""What the console carries of others is as it was taken, with its licence."""

import hashlib

from console.rendering.assets import FOLDER
from tests.domain.words.catalogues_found import ROOT

KEPT = ROOT / "docs" / "vendored" / "CHECKSUMS"
OUR_OWN = {"console.css", "console.js", "icon.svg"}


def _known() -> dict[str, str]:
    lines = (line.split(maxsplit=1) for line in KEPT.read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, name in lines}


def test_every_file_of_others_is_as_it_was_taken() -> None:
    found = {
        str(path.relative_to(FOLDER)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.rglob("*")
        if path.is_file() and path.name not in OUR_OWN
    }
    assert found == _known()


def test_their_licences_are_there() -> None:
    assert {"uswds/LICENSE.md", "htmx.LICENSE"} <= set(_known())
