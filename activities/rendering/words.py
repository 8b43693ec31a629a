"""What mails and documents say, from the catalogues beside this file."""

from domain.words.catalogue import Catalogue

WORDS = Catalogue("activities.rendering")


def labels(document: str) -> dict[str, str]:
    """The sentences of a document, and those that all documents share, by their last names.

    Places are left for whoever knows what fills them.
    """
    return WORDS.texts("paper.") | WORDS.texts(f"{document}.")
