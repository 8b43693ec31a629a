"""From a file's bytes to its text, in the encoding its spreadsheet used.

UTF-8 and UTF-16 are known by their marks or by themselves. What Excel calls "CSV" on Windows
(Windows-1252), on a Mac, and as MS-DOS are told apart by what reads as words. (Libraries that
guess encodings take `Müller` in Windows-1252 for a Mac's: names are too short for them.)
"""

import codecs
import re
import unicodedata

from domain.cohort.content import Problem
from domain.words import WORDS

_OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp437": "MS-DOS"}
_WORD = re.compile(r"[^\s,;\t\"]*[^\x00-\x7f\s][^\s,;\t\"]*")
_MARKS = "’‘“”–—…«»•°·ªº€£§®™©¿¡½¼¾\u00a0"
_MOST_WORDS = 2000

Text = tuple[str, str, tuple[str, ...]]
"""The text, its encoding's name where it is an old one, and words that show how it was read."""


def decoded(data: bytes) -> Text | Problem:
    """The text, in composed form (NFC), so that equal names are equal; or what is wrong."""
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return Problem.at(1, "", "", WORDS.say("cohort.empty_csv"))
    found = _unicode(data) or _old(data)
    if found is None:
        at = next(n for n, byte in enumerate(data) if byte > 127)
        row = data[:at].count(b"\n") + 1
        remedy = WORDS.say("cohort.unreadable_letters")
        return Problem.at(row, "", _around(data, at), remedy)
    text, encoding = found
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        return Problem.at(row, "", "", WORDS.say("cohort.no_text"))
    words = tuple(dict.fromkeys(_WORD.findall(text)))[:5] if encoding else ()
    return unicodedata.normalize("NFC", text), encoding, words


def _unicode(data: bytes) -> tuple[str, str] | None:
    encodings = ["utf-8-sig"]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif zeros := _utf16_unmarked(data[:400]):
        encodings = [zeros]
    for encoding in encodings:
        try:
            return data.decode(encoding), ""
        except UnicodeDecodeError:
            continue
    return None


def _utf16_unmarked(data: bytes) -> str | None:
    """UTF-16 without its mark, as some programs write it: every other byte is zero."""
    for encoding, zeros, others in (
        ("utf-16-le", data[1::2], data[::2]),
        ("utf-16-be", data[::2], data[1::2]),
    ):
        if zeros.count(0) > len(zeros) / 2 and not others.count(0):
            return encoding
    return None


def _old(data: bytes) -> tuple[str, str] | None:
    """The old encoding in which most words read well; Windows where several do."""
    if b"\0" in data:
        return data.decode("latin-1"), "unknown"
    best: tuple[float, str, str] | None = None
    for encoding, name in _OLD.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        words = _WORD.findall(text)[:_MOST_WORDS]
        well = sum(_reads_well(word) for word in words) / max(1, len(words))
        if best is None or well > best[0]:
            best = (well, text, name)
    return (best[1], best[2]) if best and best[0] >= 0.8 else None


def _reads_well(word: str) -> bool:
    """Whether each letter beyond ASCII is a letter in its place, or a mark that text has."""
    for n, ch in enumerate(word):
        if ch < "\x80":
            continue
        before, after = word[max(0, n - 1) : n], word[n + 1 : n + 2]
        if ch.isalpha():
            # A capital in the midst of a word, as in `MŸller`, is a letter of another encoding.
            if ch.isupper() and before.isalpha() and not word.isupper():
                return False
            if unicodedata.normalize("NFKC", ch) != ch or ord(ch) > 0x17F:
                return False
        elif ch not in _MARKS or _splits(ch, before, after):
            return False
    return True


def _splits(mark: str, before: str, after: str) -> bool:
    """Whether a mark stands where it would in no text: a quotation opens after a letter."""
    if mark in "‘“":
        return before.isalpha()
    return mark in "–—°§®™©•·" and before.isalpha() and after.isalpha()


def _around(data: bytes, at: int) -> str:
    """The word that can't be read, as Windows would have written it, for people to find it."""
    start = max(data.rfind(mark, 0, at) for mark in (b",", b";", b"\n", b"\t", b'"')) + 1
    word = re.split(rb'[,;\r\n\t"]', data[max(start, at - 40) : at + 20])[0]
    shown = word.decode("cp1252", errors="replace")
    return "".join(c if c.isprintable() else "�" for c in shown)
