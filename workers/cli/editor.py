"""Longer text in the person's own editor, so that it stays out of the shell's history."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from services.troubles import BadUsage

_USUAL = "vi"


def written(help: str, before: str = "") -> str:
    """Text as it was left in the editor, without the lines of help above it."""
    return _edited(_as_help(help), before).strip()


def written_under(questions: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Texts by name, each written under its question in one file; those left empty are left out."""
    marks = {f"=== {name}: {question}": name for name, question in questions.items()}
    body = "\n".join(f"{mark}\n{before.get(name, '')}\n" for mark, name in marks.items())
    help = _as_help("Write below each line that begins with ===. What you leave empty is left out.")
    texts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _edited(help, body).splitlines():
        if line in marks:
            current = texts.setdefault(marks[line], [])
        else:
            current.append(line)
    found = {name: "\n".join(lines).strip() for name, lines in texts.items()}
    return {name: text for name, text in found.items() if text}


def _as_help(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())


def _edited(help: str, body: str) -> str:
    """The file's text after the editor has ended. Raises `BadUsage` where no editor can be used."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL
    # A folder of its own, for its owner only: editors keep copies beside the file.
    with tempfile.TemporaryDirectory(prefix="coaching-") as folder:
        file = Path(folder) / "text.txt"
        file.write_text(help + body, encoding="utf-8")
        try:
            subprocess.run([*shlex.split(editor), str(file)], check=True)
        except (OSError, ValueError, subprocess.CalledProcessError):
            raise BadUsage(
                f"the editor {editor!r} could not be used", "Set EDITOR to one, such as nano."
            ) from None
        text = file.read_text(encoding="utf-8", errors="replace")
    return text.removeprefix(help)
