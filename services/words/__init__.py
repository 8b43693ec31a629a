"""What services say: troubles, papers, what a field takes."""

from domain.words.catalogue import Catalogue, Said

__all__ = ["WORDS", "Said"]

WORDS = Catalogue("services.words")
