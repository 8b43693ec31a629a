"""The two keys that are never in the database: read from settings, made by the embedded stack."""

import base64
import binascii
import secrets
from pathlib import Path

from pydantic import SecretStr

from services.troubles import BadUsage
from store.keys.key_ring import KeyRing
from workers.folders import write_whole
from workers.settings import Settings

_BYTES = 32


def fresh_key() -> str:
    """A new key, as settings take it."""
    return base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def key_ring(settings: Settings) -> KeyRing:
    """Both keys. Raises `BadUsage` naming the setting that is missing or wrong."""
    return KeyRing(
        master=_decoded("COACHING_MASTER_KEY", settings.master_key),
        chain=_decoded("COACHING_CHAIN_KEY", settings.chain_key),
    )


def kept_keys(folder: Path, *, make: bool) -> dict[str, str]:
    """The embedded stack's keys as environment variables; made anew only where `make` says so.

    Raises `BadUsage` when they are gone: other keys could not open what was written with these.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found: dict[str, str] = {}
    for name in ("master", "chain"):
        file = folder / f"{name}.key"
        if not file.exists():
            if not make:
                raise BadUsage(
                    f"{file} is missing, and what is in the database cannot be read without it",
                    "Put the key back from your backup.",
                )
            write_whole(file, fresh_key().encode() + b"\n")
        found[f"COACHING_{name.upper()}_KEY"] = file.read_text("ascii").strip()
    return found


def _decoded(variable: str, secret: SecretStr | None) -> bytes:
    remedy = f"Set {variable} or {variable}_FILE; `coaching key` makes one. Keep it safe."
    if secret is None:
        raise BadUsage(f"{variable} is not set", remedy)
    try:
        key = base64.b64decode(secret.get_secret_value(), validate=True)
    except (binascii.Error, ValueError):
        raise BadUsage(f"{variable} is not base64", remedy) from None
    if len(key) != _BYTES:
        raise BadUsage(f"{variable} has {len(key)} bytes, not {_BYTES}", remedy)
    return key
