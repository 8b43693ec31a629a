"""Typst, held to PDF/UA-1, fonts we ship and nothing of the machine it runs on."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import cache, partial
from importlib import resources
from threading import Lock

import typst

from activities.rendering.displayable import Json, latin_only, refused_clusters, safe_text, without

# Noto Sans CJK draws names in Chinese, Japanese and Korean script.
_FONT_FOLDERS = (
    ("fontpkg_public_sans", "files"),
    ("fontpkg_noto_sans", "files"),
    ("noto_cjk_sans_jp_regular", "."),
)
ZERO = timedelta(0)
_TRIES = 4
_ONE_AT_A_TIME = Lock()


def typeset(template: str, view: dict[str, Json], dated: datetime) -> bytes:
    """`templates/<template>.typ` filled with `view`, as PDF/UA-1; the same input, the same bytes.

    `dated` becomes the document's date. Text reaches typst as JSON, so that markup in it stays
    text. Raises `typst.TypstError` if a template is broken, never for what `view` says.
    """
    data: Json = _over_text(view, safe_text)
    for _ in range(_TRIES):
        try:
            return _compile(template, data, dated)
        except typst.TypstError as error:
            clusters = refused_clusters(str(error.diagnostic))
            if not clusters:
                raise
            data = _over_text(data, partial(without, clusters=clusters))
    return _compile(template, _over_text(data, latin_only), dated)


def _compile(template: str, data: Json, dated: datetime) -> bytes:
    source = _source("common") + b"\n" + _source(template)
    with _ONE_AT_A_TIME:  # the shared compiler keeps the inputs of its last run
        pdf = _compiler().compile(
            input=source,
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=True)},
            pdf_standards=["ua-1"],
            # typst takes no named zone: the same moment at the same distance from UTC.
            timestamp=dated.replace(microsecond=0, tzinfo=timezone(dated.utcoffset() or ZERO)),
        )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no PDF")
    return pdf


@cache
def _source(name: str) -> bytes:
    return (resources.files(__package__) / "templates" / f"{name}.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    folders = [str(resources.files(package) / folder) for package, folder in _FONT_FOLDERS]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)
    return typst.Compiler(font_paths=fonts)


def _over_text(value: Json, change: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_over_text(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _over_text(item, change) for key, item in value.items()}
    return value
