"""The two keys that are never in the database: read from settings, made by the embedded stack."""

import base64
import binascii
import secrets
from pathlib import Path

from pydantic import SecretStr

from services.troubles import BadUsage
from store.keys.key_ring import KeyRing
from store.keys.known_keys import WrongKey
from store.whole_file import write_whole
from workers.settings import Settings

KEYS = "keys"
"""Where in its data folder the embedded stack keeps them."""
_NAMES = ("master", "chain")
_BYTES = 32
_BACK = "Put the right key back from your backup. Nothing was changed."


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

    Raises `BadUsage` where one is gone or no key: others could not open what was written with it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found: dict[str, str] = {}
    for name in _NAMES:
        file = _file(folder, name)
        if not file.exists():
            if not make:
                raise BadUsage(
                    f"{file} is missing, and what is in the log cannot be read without it",
                    "Put the key back from your backup. Nothing was changed.",
                )
            write_whole(file, fresh_key().encode() + b"\n")
        text = file.read_text("ascii", errors="replace").strip()
        try:
            _bytes_of(text)
        except ValueError as wrong:
            raise BadUsage(f"{file} is no key: it {wrong}", _BACK) from None
        found[f"COACHING_{name.upper()}_KEY"] = text
    return found


def kept_in(folder: Path) -> bool:
    """Whether an embedded stack's keys are there."""
    return all(_file(folder, name).exists() for name in _NAMES)


def wrong_key(settings: Settings, wrong: WrongKey) -> BadUsage:
    """In words a person can act on: this key is not the log's."""
    secret = settings.master_key if wrong.which == "master" else settings.chain_key
    file = _file(settings.data_dir / KEYS, wrong.which)
    try:
        kept = secret is not None and file.read_text("ascii").strip() == secret.get_secret_value()
    except (OSError, UnicodeDecodeError):
        kept = False
    named = str(file) if kept else f"COACHING_{wrong.which.upper()}_KEY"
    return BadUsage(f"{named} is another key than the one this log was begun with", _BACK)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def _bytes_of(text: str) -> bytes:
    """Raises `ValueError` saying what is wrong."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("is not base64") from None
    if len(key) != _BYTES:
        raise ValueError(f"has {len(key)} bytes, not {_BYTES}")
    return key


def _decoded(variable: str, secret: SecretStr | None) -> bytes:
    remedy = f"Set {variable} or {variable}_FILE; `coaching key` makes one. Keep it safe."
    if secret is None:
        raise BadUsage(f"{variable} is not set", remedy)
    try:
        return _bytes_of(secret.get_secret_value())
    except ValueError as wrong:
        raise BadUsage(f"{variable} {wrong}", remedy) from None
