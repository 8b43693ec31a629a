"""Acts that can't be undone, which a page asks to be sure of before they are recorded."""

from pydantic import BaseModel

FINAL = frozenset(
    {
        "decline_coaching",
        "end_engagement",
        "refer_learner",
        "see_handoff",
        "withdraw_from_coaching",
    }
)
"""Kinds of acts that end somebody's coaching, or hand on what then can't be taken back."""


def is_final(command: BaseModel) -> bool:
    """Whether this act, with its fields, can't be undone: to refer somebody need not end a part."""
    kind = getattr(command, "kind", "")
    return kind in FINAL and (kind != "refer_learner" or bool(getattr(command, "ends_part", False)))
