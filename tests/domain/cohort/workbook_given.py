"""Workbooks to read: .xlsx as Excel writes them, .ods as LibreOffice does."""

import io
import zipfile
from collections.abc import Callable, Sequence
from html import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.domain.cohort.cohort_given import GOOD


def xlsx(*rows: dict[str, str], changed: Callable[[Worksheet], None] | None = None) -> bytes:
    """A workbook of one sheet with these rows, and whatever else `changed` does to it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet, *rows)
    if changed:
        changed(sheet)
    return saved(book)


def fill(sheet: Worksheet, *rows: dict[str, str]) -> None:
    sheet.append(list(GOOD))
    for row in rows:
        sheet.append([row[name] for name in GOOD])


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(*sheets: tuple[str, str]) -> bytes:
    """A spreadsheet of sheets (name, rows as XML)."""
    tables = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets
    )
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        "</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def ods_row(cells: Sequence[str], attributes: str = "", more: str = "") -> str:
    """A row of text cells; `more` is XML at its end."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(c)}</text:p>'
        "</table:table-cell>"
        if c
        else "<table:table-cell/>"
        for c in cells
    )
    return f"<table:table-row{attributes}>{inner}{more}</table:table-row>"
