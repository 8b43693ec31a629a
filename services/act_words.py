"""Words for acts and their fields, as people who do them read them."""

from pydantic import BaseModel

from services.describe import summary
from services.kinds import acts, kind_of


def title_of(cls: type[BaseModel]) -> str:
    """An act's name for people."""
    return kind_of(cls).replace("_", " ").capitalize()


def help_of(cls: type[BaseModel]) -> str:
    """What the act means, in a sentence."""
    return summary(cls)


def label_of(kind: str, path: str) -> str:
    """What a field of an act is called; `path` is its dotted name without numbers."""
    return path.rpartition(".")[2].replace("_", " ").capitalize()


def help_of_field(kind: str, path: str) -> str:
    """What to write there; empty where the label says it all."""
    return ""


def choice_label(field: str, value: str) -> str | None:
    """One of the things to choose from; None where it has no words of its own."""
    return None


def yes_no(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def title_of_kind(kind: str) -> str:
    """The name of an act that is known by its kind."""
    known = acts().get(kind)
    return title_of(known) if known else kind.replace("_", " ").capitalize()
