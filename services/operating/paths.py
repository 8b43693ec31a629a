"""Files that are named at a terminal."""

from pathlib import Path

from services.troubles import BadFile, NotFound


def content(file: Path, most: int, what: str) -> bytes:
    """A file's bytes, one more than `most` at the most. Raises `NotFound`, `BadFile`."""
    if not file.is_file():
        raise NotFound(f"there is no file {file}", f"Give the path of {what}.")
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise BadFile(f"{file} can't be read ({error.strerror})") from None
