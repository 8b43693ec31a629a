"""The keys that are not in the database: the master key and the key of the hash chain."""

import hashlib
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True)
class KeyRing:
    """`master` wraps the data keys, `chain` signs events and heads; 32 bytes each."""

    master: bytes = field(repr=False)
    chain: bytes = field(repr=False)
    _known: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.master) != 32 or len(self.chain) != 32:
            raise ValueError("both keys are 32 bytes")

    def sign_event(self, previous: bytes, form: bytes) -> bytes:
        """The chain: HMAC over the event before and this one's stored form."""
        return hmac.digest(self._derived("chain"), previous + form, hashlib.sha256)

    def sign_heads(self, text: bytes) -> bytes:
        """Signature of a heads file."""
        return hmac.digest(self._derived("heads"), text, hashlib.sha256)

    def sign_entry(self, previous: bytes, form: bytes) -> bytes:
        """The same for an entry of a ledger, or a command's row."""
        return hmac.digest(self._derived("ledger"), previous + form, hashlib.sha256)

    def fingerprints(self) -> dict[str, str]:
        """Of both keys by name: what they are known by, telling nothing of them."""
        return {
            which: hmac.digest(key, f"fingerprint of {which}".encode(), hashlib.sha256).hex()[:32]
            for which, key in (("master", self.master), ("chain", self.chain))
        }

    def fingerprint(self, canonical: bytes) -> bytes:
        """Of a command's body: equal for equal bodies, telling nothing to who lacks the key."""
        return hmac.digest(self._derived("fingerprint"), canonical, hashlib.sha256)

    def email_key(self, agency_id: str, email: str) -> bytes:
        """By which a person is found without the address being stored."""
        text = f"{agency_id}\n{email.strip().casefold()}".encode()
        return hmac.digest(self._derived("email"), text, hashlib.sha256)

    def console_key(self) -> bytes:
        """By which the console signs what it hands out to browsers; 32 bytes."""
        return self._derived("console")

    def name_key(self, agency_id: str, beginning: str) -> bytes:
        """By which people are found by the beginning of a word of their name."""
        text = f"{agency_id}\n{beginning}".encode()
        return hmac.digest(self._derived("name"), text, hashlib.sha256)[:12]

    def _derived(self, purpose: str) -> bytes:
        key = self._known.get(purpose)
        if key is None:
            key = hmac.digest(self.chain, purpose.encode(), hashlib.sha256)
            self._known[purpose] = key
        return key
