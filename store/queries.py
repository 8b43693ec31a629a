"""SQL lives in `.sql` files beside the code that uses it: named, each with a comment."""

from collections.abc import Mapping
from importlib.resources import files

_NAME = "-- name: "


def load(package: str, file: str) -> Mapping[str, str]:
    """The statements of a package's `.sql` file by name, comments and all.

    A statement begins with `-- name: its_name`. Raises `ValueError` for one that stands before any
    name, or for a name used twice.
    """
    found: dict[str, str] = {}
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    before, *parts = f"\n{text}".split(f"\n{_NAME}")
    if before.strip():
        raise ValueError(f"{file}: a statement without a name")
    for part in parts:
        name, _, statement = part.partition("\n")
        if name.strip() in found:
            raise ValueError(f"{file}: {name.strip()} twice")
        found[name.strip()] = statement.strip()
    return found
