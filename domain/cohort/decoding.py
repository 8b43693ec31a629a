"""From a file's bytes to its text; every wrong encoding gets a remedy by name."""

import codecs
import re
import unicodedata

from domain.cohort.content import Problem

AS_UTF8 = "In Excel: File, Save As, and choose 'CSV UTF-8 (Comma delimited)'."
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPREADSHEETS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


def decoded(data: bytes) -> str | Problem:
    """The text, in composed form (NFC), so that equal names are equal; or what is wrong."""

    def problem(value: str, remedy: str, row: int = 1) -> Problem:
        return Problem.at(row, "", value, remedy)

    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return problem("", "The file is empty. Export the sheet again as CSV UTF-8.")
    if data.startswith(_SPREADSHEETS):
        return problem("a spreadsheet", f"This is a workbook, not CSV. {AS_UTF8}")
    if data.startswith(_UTF16) or _every_other_is_zero(data[:400]):
        return problem("UTF-16", f"This file is 'Unicode Text' (UTF-16). {AS_UTF8}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return problem(_around(data, error.start), f"The file is not UTF-8. {AS_UTF8}", row)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return problem("", f"The file holds bytes that are no text. {AS_UTF8}", row)
    return unicodedata.normalize("NFC", text)


def _every_other_is_zero(data: bytes) -> bool:
    """Whether this is UTF-16 without its mark, as some programs write it."""
    return max(data[::2].count(0), data[1::2].count(0)) > len(data) / 4


def _around(data: bytes, at: int) -> str:
    """The word that can't be read, as Windows would have written it, for people to find it."""
    start = max(data.rfind(mark, 0, at) for mark in (b",", b";", b"\n", b"\t", b'"')) + 1
    word = re.split(rb'[,;\r\n\t"]', data[max(start, at - 40) : at + 20])[0]
    shown = word.decode("cp1252", errors="replace")
    return "".join(c if c.isprintable() else "�" for c in shown)
