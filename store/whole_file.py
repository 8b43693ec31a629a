"""Files that are whole or not there: a power cut or a full disk never leaves half of one."""

import os
import tempfile
from pathlib import Path


def write_whole(target: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file whole or not at all, and have it on disk before returning."""
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(content)
            output.flush()
            os.fchmod(output.fileno(), mode)
            os.fsync(output.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
