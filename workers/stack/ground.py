"""What a data folder holds of an earlier stack: a log is never replaced without being told to."""

from datetime import datetime
from pathlib import Path

from services.troubles import BadUsage, NotVerified
from workers.stack.cluster import Cluster

_LEFT_BY_A_LOG = {
    "keys": "keys/*.key",
    "signed heads": "heads*",
    "Temporal's memory": "temporal/*.db",
    "documents": "documents/*",
    "mails": "mail/*.eml",
}
_NOT_MOVED = ("lock", "stack.json", "demo")
_ASIDE = "set-aside-"


def check(folder: Path, cluster: Cluster) -> None:
    """Let a start go on only where the log is there, or there never was one; changes nothing.

    Raises `NotVerified` when the log is missing or not whole, `BadUsage` without its password.
    """
    if cluster.damaged:
        raise NotVerified(
            f"the log in {cluster.data} is not whole: it is no database, or half a copy of one",
            _remedy(folder),
        )
    if not cluster.whole and (left := remains(folder)):
        raise NotVerified(
            f"the log is missing: {cluster.data} is not there, but {_listed(left)} in {folder} "
            "show that there was one",
            _remedy(folder),
        )
    if cluster.whole and not cluster.password.exists():
        raise no_password(cluster, "is missing")


def remains(folder: Path) -> list[str]:
    """What shows that there was a log here, in words."""
    return [name for name, kind in _LEFT_BY_A_LOG.items() if any(folder.glob(kind))]


def no_password(cluster: Cluster, how: str) -> BadUsage:
    """The password of the database's superuser is missing or wrong."""
    return BadUsage(
        f"{cluster.password} {how}, and the database can't be opened without it",
        "Put the file back from your backup. Nothing was changed.",
    )


def set_aside(folder: Path, at: datetime) -> Path | None:
    """Move all that a stack left here into a folder of its own; None where there was nothing."""
    moving = [
        one
        for one in sorted(folder.iterdir())
        if one.name not in _NOT_MOVED and not one.name.startswith(_ASIDE)
    ]
    if not moving:
        return None
    aside = folder / f"{_ASIDE}{at:%Y-%m-%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for one in moving:
        one.rename(aside / one.name)
    return aside


def _remedy(folder: Path) -> str:
    return (
        f"Nothing was changed. To bring a backup back, put its folder `postgres` into {folder} and "
        "start again. To begin anew on purpose: `coaching up --begin-anew`, which moves what is "
        f"here into {folder / _ASIDE}DATE and deletes nothing."
    )


def _listed(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
