"""AES-256-GCM over marked fields and whole blobs, each bound to its stream and its key."""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.base.confidential import Confidential

SHARED = "shared"
"""The subject of all that is not one learner's."""
_MARK = "$sealed"
_NONCE = 12
_KEY_ID = 16


class KeyGone(Exception):
    """The key was destroyed, or this was not sealed for this stream."""


class KeyMissing(KeyGone):
    """No such key was ever destroyed here: its row was removed, or this is another stream's."""


def encrypt(key: bytes, plain: bytes, bound_to: str, nonce: bytes | None = None) -> bytes:
    """Nonce and ciphertext; the nonce is random unless one is given."""
    nonce = os.urandom(_NONCE) if nonce is None else nonce
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def decrypt(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """The plaintext. Raises `KeyGone` where key or binding differ."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode())
    except InvalidTag:
        raise KeyGone(bound_to) from None


@dataclass
class StreamKeys:
    """The unwrapped data keys of one stream; `current` names the key in use per subject.

    `destroyed` are the ids of keys disposed of; `made` and `made_hmac` say how far the ledger of
    this stream's keys has come.
    """

    stream: str
    current: dict[str, str] = field(default_factory=dict)
    keys: dict[str, bytes] = field(default_factory=dict, repr=False)
    destroyed: set[str] = field(default_factory=set)
    made: int = 0
    made_hmac: bytes = b""

    def seal_field(self, value: Any, mark: Confidential, subject: str) -> dict[str, Any]:
        """A token that names its key and carries what to show once that key is gone."""
        blob = self.seal_json(value, subject)
        key_id, rest = blob[:_KEY_ID].hex(), blob[_KEY_ID:]
        return {_MARK: base64.b64encode(rest).decode(), "key": key_id, "blank": mark.blank}

    def unseal(self, value: Any) -> Any:
        """`value` with every token opened, or blank where its key was destroyed.

        Raises `KeyMissing` where a key is not there and yet was never destroyed.
        """
        if isinstance(value, list):
            return [self.unseal(item) for item in value]
        if not isinstance(value, dict):
            return value
        if _MARK not in value:
            return {name: self.unseal(item) for name, item in value.items()}
        try:
            sealed = base64.b64decode(value[_MARK])
            return _from_json(self.open_blob(bytes.fromhex(value["key"]) + sealed, "field"))
        except KeyMissing:
            raise
        except KeyGone:
            return value["blank"]

    def seal_json(self, value: Any, subject: str) -> bytes:
        """A JSON value as one blob bound as a field."""
        return self.seal_blob(_to_json(value), "field", subject)

    def seal_blob(self, plain: bytes, purpose: str, subject: str = SHARED) -> bytes:
        """Key id, nonce, ciphertext; opens only for the same stream and purpose."""
        key_id = self.current[subject]
        sealed = encrypt(self.keys[key_id], plain, self._binding(key_id, purpose))
        return bytes.fromhex(key_id) + sealed

    def seal_steadily(self, text: str, purpose: str, subject: str = SHARED) -> str | None:
        """The same text always sealed alike, in hex, so that a read model made anew is equal.

        The nonce is made of the text by a key of its own: different texts have different nonces.
        None where the key was destroyed.
        """
        key_id = self.current.get(subject)
        if key_id is None:
            return None
        key, bound_to = self.keys[key_id], self._binding(key_id, purpose)
        apart = hmac.digest(key, b"nonce of a steady seal", hashlib.sha256)
        nonce = hmac.digest(apart, f"{bound_to}\n{text}".encode(), hashlib.sha256)[:_NONCE]
        return key_id + encrypt(key, text.encode(), bound_to, nonce).hex()

    def open_blob(self, blob: bytes, purpose: str) -> bytes:
        """The plaintext of a blob of `seal_blob`.

        Raises `KeyGone` where the key was destroyed, `KeyMissing` where there is none.
        """
        key_id = blob[:_KEY_ID].hex()
        key = self.keys.get(key_id)
        if key is None:
            raise KeyGone(key_id) if key_id in self.destroyed else KeyMissing(key_id)
        return decrypt(key, blob[_KEY_ID:], self._binding(key_id, purpose))

    def _binding(self, key_id: str, purpose: str) -> str:
        return f"{self.stream}/{key_id}/{purpose}"


def _to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _from_json(text: bytes) -> Any:
    return json.loads(text)


def subject_of(value: object) -> str:
    """Whose key seals this event or command: the learner's it names, else the shared one."""
    learner = getattr(value, "learner", None)
    return learner if isinstance(learner, str) else SHARED
