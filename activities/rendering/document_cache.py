"""Each document is typeset once: its recipients and its file get the same bytes."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from activities.mail import Attachment

KEPT = 16
"""Documents kept, the latest: they are confidential, and stay in this process's memory alone."""


def content_key(attachment: Attachment) -> str:
    """Hex digits that name a document's content; the same content, the same digits."""
    return hashlib.sha256(attachment.model_dump_json().encode()).hexdigest()


class DocumentCache:
    """Keeps what `make` made by content, whoever asks for it and from whichever thread."""

    def __init__(self, make: Callable[[Attachment], bytes]) -> None:
        self._make = make
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._one_at_a_time = Lock()

    def __call__(self, attachment: Attachment) -> bytes:
        """The PDF of a document. Raises what `make` raises; nothing is kept of a failure."""
        key = content_key(attachment)
        # Held while typesetting: two recipients who come at once share one result. Typst does one
        # document at a time anyway.
        with self._one_at_a_time:
            if key not in self._made:
                self._made[key] = self._make(attachment)
                while len(self._made) > KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]
