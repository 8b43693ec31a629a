"""What a sheet's XML says that a reader of its values does not tell: how far it reaches, which
cells hold errors or formulas without a result, which are merged."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.cohort.table import letters

MOST_CELLS = 4_000_000
"""Cells of a sheet, empty ones counted; a reader makes room for each of them."""


@dataclass
class Scan:
    """Rows and columns count from 0. `far` is the outermost cell of a sheet that is too large."""

    far: str = ""
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""


_CELL = re.compile(rb"""<c\s[^>]*?\br=["']([A-Z]{1,4})([0-9]{1,9})["']""")
_ROW = re.compile(rb"""<row\s[^>]*?\br=["']([0-9]{1,9})["']""")
_ERROR = re.compile(rb"""<c\s([^>]*\bt=["']e["'][^>]*)>(?:<f[^>]*/?>(?:[^<]*</f>)?)?<v>([^<]*)""")
_NO_RESULT = re.compile(rb"<c\s([^>]*)><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>")
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,4})([0-9]{1,9})["']""")
_MERGED = re.compile(rb"""<mergeCell\s[^>]*ref=["']([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)["']""")


def scan_xlsx(xml: bytes) -> Scan:
    """One worksheet of an Excel workbook."""
    scan = Scan()
    names: set[bytes] = set()
    rows: set[bytes] = {m[1] for m in _ROW.finditer(xml)}
    for m in _CELL.finditer(xml):
        names.add(m[1])
        rows.add(m[2])
    width = max(map(_number, names), default=0) + 1
    height = max(map(int, rows), default=1)
    if width * height > MOST_CELLS:
        scan.far = f"{letters(width - 1)}{height}"
    for pattern in (_ERROR, _NO_RESULT):
        for m in pattern.finditer(xml):
            if place := _PLACE.search(m[1]):
                said = m[2].decode(errors="replace") if pattern is _ERROR else ""
                scan.errors.append((int(place[2]) - 1, _number(place[1]), html.unescape(said)))
    for m in _MERGED.finditer(xml):
        scan.merged.append((int(m[2]) - 1, _number(m[1]), int(m[4]) - 1, _number(m[3])))
    return scan


_ODS = re.compile(
    rb"<table:table\s[^>]*?table:name=\"(?P<sheet>[^\"]*)\""
    rb"|<table:table-row(?P<row>[^>]*)>"
    rb"|<table:(?:covered-)?table-cell(?P<cell>[^>]*)>"
)
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=\"([0-9]{1,9})\"")
_SPANNED = re.compile(rb"number-(rows|columns)-spanned=\"([0-9]{1,9})\"")


def scan_ods(xml: bytes) -> dict[str, Scan]:
    """Each sheet of an OpenDocument spreadsheet, by its name."""
    scans: dict[str, Scan] = {}
    scan, row, column, wide, last, cells = Scan(), 0, 0, 0, 1, 0
    for m in _ODS.finditer(xml):
        if m["sheet"] is not None:
            scan = scans[html.unescape(m["sheet"].decode(errors="replace"))] = Scan()
            row, column, wide, last, cells = 0, 0, 0, 0, 0
        elif m["row"] is not None:
            # Room is made for a repeated row once something follows it.
            row, column, wide, last = row + last, 0, 0, _repeats(m["row"])
        else:
            column, repeats = wide, _repeats(m["cell"])
            wide += repeats
            if not m["cell"].rstrip().endswith(b"/") or b"value-type" in m["cell"]:
                cells = max(cells, (row + last) * wide)
                if cells > MOST_CELLS and not scan.far:
                    scan.far = f"{letters(wide - 1)}{row + last}"
            spans = {way: int(n) for way, n in _SPANNED.findall(m["cell"])}
            down, right = spans.get(b"rows", 1), spans.get(b"columns", 1)
            if down > 1 or right > 1:
                scan.merged.append((row, column, row + down - 1, column + right - 1))
    return scans


def sheet_parts(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """(name of a sheet, name of its part) of an Excel workbook."""
    targets = {
        found["Id"]: found["Target"]
        for one in re.findall(
            rb"<Relationship\s[^>]*>", parts.get("xl/_rels/workbook.xml.rels", b"")
        )
        if {"Id", "Target"} <= (found := _attributes(one)).keys()
    }
    for one in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", parts.get("xl/workbook.xml", b"")):
        found = _attributes(one)
        target = targets.get(next((v for k, v in found.items() if k.endswith(":id")), ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            yield found.get("name", ""), part


def _attributes(tag: bytes) -> dict[str, str]:
    pairs = re.findall(rb"""([\w:]+)=["']([^"']*)["']""", tag)
    return {k.decode(): html.unescape(v.decode(errors="replace")) for k, v in pairs}


def _repeats(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1


def _number(name: bytes) -> int:
    number = 0
    for ch in name:
        number = number * 26 + ch - 64
    return number - 1
