"""What is wrong with the shape of data that somebody wrote, as people say it."""

import difflib
from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

ONE_KIND = {
    "bool_parsing": "bool_type",
    "int_parsing": "int_type",
    "int_from_float": "int_type",
    "float_parsing": "float_type",
    "decimal_parsing": "float_type",
    "finite_number": "float_type",
    "literal_error": "enum",
    "model_type": "dict_type",
    "model_attributes_type": "dict_type",
    "tuple_type": "list_type",
    "frozen_set_type": "list_type",
    "set_type": "list_type",
}
"""Kinds of errors, by pydantic's names, that are one to who reads of them."""

_SAYS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": 'has to be a text, such as "this"',
    "string_too_short": "is empty or too short",
    "string_too_long": "is longer than {max_length} signs",
    "string_pattern_mismatch": "has signs in it that it may not have",
    "int_type": "has to be a whole number",
    "float_type": "has to be a number",
    "bool_type": "has to be true or false",
    "list_type": "has to be a list, such as [1, 2]",
    "too_short": "needs {min_length} or more",
    "too_long": "takes {max_length} at most",
    "dict_type": "has to be a table of its own",
    "enum": "has to be one of these: {expected}",
    "greater_than": "has to be more than {gt}",
    "greater_than_equal": "has to be {ge} or more",
    "less_than": "has to be less than {lt}",
    "less_than_equal": "has to be {le} or less",
}
"""By kind of error; any other is said in pydantic's words."""


def shape_faults(error: ValidationError) -> list[tuple[tuple[int | str, ...], str]]:
    """(where, what is wrong) of each error; a name that is not known comes with its likeliest."""
    errors = error.errors(include_url=False)
    lacking = [one["loc"] for one in errors if one["type"] == "missing"]
    return [(one["loc"], _said(one, lacking)) for one in errors]


def _said(one: ErrorDetails, lacking: Sequence[tuple[int | str, ...]]) -> str:
    *within, name = one["loc"] or ("",)
    says = _SAYS.get(ONE_KIND.get(one["type"], one["type"]), "")
    said = says.format(**one.get("ctx", {})) if says else f"is wrong: {one['msg']}"
    if one["type"] == "extra_forbidden":
        beside = [str(loc[-1]) for loc in lacking if list(loc[:-1]) == within]
        near = difflib.get_close_matches(str(name), beside, n=1)
        said += f"; perhaps {near[0]} is meant" if near else ""
    return f"{'.'.join(map(str, one['loc']))} {said}."
