"""The demonstration's data folder: its own, for its quickened clock can't be turned back."""

from pathlib import Path

from services.troubles import Refused
from workers.folders import unusable
from workers.stack.ground import remains

_MARK = "demonstration"


def usual_demo_folder(data_dir: Path) -> Path:
    """Where the demonstration runs if no folder is named: beside no agency's log."""
    return data_dir if is_demo(data_dir) else data_dir / "demo"


def is_demo(folder: Path) -> bool:
    """Whether the people in this folder are made up."""
    return (folder / _MARK).exists()


def take_for_demo(folder: Path) -> None:
    """Mark a folder as the demonstration's. Raises `Refused` where an agency's log is in it,
    `BadUsage` where nothing can be written."""
    if is_demo(folder):
        return
    if remains(folder):
        raise Refused(
            f"{folder} holds an agency's log, whose clock must not be quickened",
            "Name another folder, or none: the demonstration has one of its own.",
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / _MARK).touch(0o600)
    except OSError as error:
        raise unusable(folder, error) from None
