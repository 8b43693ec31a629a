"""All other tests, on a copy of the tree without `console/` and its tests.

`python -m tests.without_console -n 2 -m 'not long'` makes the copy in a folder of its own and runs
pytest there, with these arguments; `make test-without-console` is that. Nothing of the tree it was
copied from is in the reach of the copy but the installed packages.
"""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_NOT_COPIED = (".git", ".venv", ".data", "__pycache__", ".*_cache", ".hypothesis")
_TAKEN_AWAY = ("console", "tests/console")
_COMMAND = "#!{python}\nfrom workers.cli.app import main\n\nmain()\n"


class Copy:
    """The tree without its console, in `folder`, which must not be there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        for name in _TAKEN_AWAY:
            shutil.rmtree(folder / name)
        self.python = self._environment()
        project = folder / "pyproject.toml"
        project.write_text(_without(project.read_text("utf-8")), "utf-8")

    def _environment(self) -> Path:
        """The packages that are installed here, with a `.pth` that leads to the copy instead."""
        home = self.folder / ".venv"
        venv.create(home, symlinks=True, with_pip=False)
        places = {"base": str(home), "platbase": str(home)}
        shared = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
        lines = "".join(f"{path}\n" for path in (*sorted(shared), self.folder))
        (Path(sysconfig.get_path("purelib", vars=places)) / "shared.pth").write_text(lines)
        python = home / "bin" / "python"
        command = python.parent / "coaching"
        command.write_text(_COMMAND.format(python=python))
        command.chmod(0o755)
        (python.parent / "temporal").symlink_to(Path(sys.executable).parent / "temporal")
        return python

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """`python WORDS` in the copy, and what it said."""
        return said_by(self.python, self.folder, *words)


def said_by(python: str | Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`python WORDS` in a folder, and what it said."""
    return subprocess.run([python, *words], cwd=folder, capture_output=True, text=True, check=False)


def _without(project: str) -> str:
    """The settings of a project that never had a console."""
    mark = "[[tool.importlinter.contracts]]"
    contracts = project.replace('"console", ', "").split(mark)
    return mark.join(one for one in contracts if 'type = "protected"' not in one)


def main() -> int:
    """Pytest's exit code, in the copy."""
    with tempfile.TemporaryDirectory(prefix="without-console-") as folder:
        # PostgreSQL under root runs as another account, which must get in.
        Path(folder).chmod(0o711)
        copy = Copy(Path(folder) / "tree")
        words = [str(copy.python), "-m", "pytest", *sys.argv[1:]]
        return subprocess.run(words, cwd=copy.folder, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
