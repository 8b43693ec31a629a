"""Finished documents as files of a folder that only its owner can read."""

from pathlib import Path

from store.whole_file import write_whole


class FolderFiling:
    """Implements `activities.ports.Filing`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file(self, name: str, pdf: bytes) -> None:
        """Write a document whole or not at all; the same name again replaces it."""
        if Path(name).name != name or name.startswith("."):
            raise ValueError("a document's name is a plain file name")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._folder / name, pdf)
