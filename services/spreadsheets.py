"""Tables as spreadsheets read them (CSV)."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table; no text in it is run by a spreadsheet, numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    # Some leave blanks out before they look.
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
