"""What is on this machine: Python, the data folder, the keys."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from services.troubles import BadUsage, Trouble
from workers.disk import REMEDY, shortage
from workers.folders import Folder
from workers.keys import KEYS, kept_in, key_ring
from workers.settings import Settings


async def python(_settings: Settings) -> str:
    # An older one cannot even read this file; `make` says so before.
    return ".".join(str(part) for part in sys.version_info[:3])


async def folder(settings: Settings) -> str:
    folder = Folder(settings.data_dir)
    if not folder.path.exists():
        nearest = next(one for one in folder.path.resolve().parents if one.exists())
        if not os.access(nearest, os.W_OK):
            raise Trouble(f"{folder.path} cannot be made", "Set COACHING_DATA_DIR.")
        return f"{folder.path} will be made by `coaching up`"
    await asyncio.to_thread(_try_to_write, folder.path)
    if short := shortage(folder.path):
        raise Trouble(short, REMEDY)
    return f"{folder.path} is writable; " + (
        "a stack runs on it" if folder.in_use() else "no stack runs on it"
    )


def _try_to_write(folder: Path) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Trouble(
            f"{folder} is not writable ({error.strerror})", "Set COACHING_DATA_DIR, or free space."
        ) from None


async def keys(settings: Settings) -> str:
    if settings.master_key is None and settings.database_url is None:
        if kept_in(folder := settings.data_dir / KEYS):
            return f"both are in {folder}, for `coaching up`"
        raise BadUsage("none set", "`coaching up` makes them; or set COACHING_MASTER_KEY.")
    key_ring(settings)
    return "both are there"
