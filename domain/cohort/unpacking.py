"""A workbook's parts, unpacked within limits: what it says of its own size is not believed.

Parts are read by one program (Python's zipfile, which stops at a limit) and packed anew, so that
the reader of workbooks sees what was looked at here and nothing else.
"""

import io
import re
import zipfile
import zlib

MOST_UNPACKED = 200_000_000
"""Bytes of all parts that are read; 50,000 rows of an Excel workbook have about 60 million."""
_MOST_PARTS = 2000
_READ = re.compile(
    r"(?!.*(media|drawings|charts|theme|comments|printerSettings)/).*\.(xml|rels)|mimetype",
    re.IGNORECASE,
)

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""All that reading a damaged archive raises."""


class TooLarge(Exception):
    """The parts hold more than is unpacked."""


def parts_of(data: bytes) -> dict[str, bytes]:
    """Each part that says something of cells, by its name.

    Raises `TooLarge`, and ValueError where this is no archive or a damaged one.
    """
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_PARTS:
                raise TooLarge
            for info in infos:
                if _READ.fullmatch(info.filename) and info.filename not in parts:
                    with archive.open(info) as opened:
                        parts[info.filename] = part = opened.read(left + 1)
                    if len(part) > left:
                        raise TooLarge
                    left -= len(part)
    except _DAMAGED as error:
        raise ValueError(str(error)) from None
    return parts


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as an archive again, not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
