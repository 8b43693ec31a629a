"""The demonstration's data folder: its own, for its quickened clock can't be turned back."""

from pathlib import Path

from services.troubles import Refused
from workers.stack.ground import remains

_MARK = "demonstration"


def usual_demo_folder(data_dir: Path) -> Path:
    """Where the demonstration runs if no folder is named: beside no agency's log."""
    return data_dir if (data_dir / _MARK).exists() else data_dir / "demo"


def take_for_demo(folder: Path) -> None:
    """Mark a folder as the demonstration's. Raises `Refused` where an agency's log is in it."""
    mark = folder / _MARK
    if mark.exists():
        return
    if remains(folder):
        raise Refused(
            f"{folder} holds an agency's log, whose clock must not be quickened",
            "Name another folder, or none: the demonstration has one of its own.",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.touch(0o600)
