"""What pages say, from this folder's catalogues; what the domain says is in `domain.words`."""

from domain.words.catalogue import Catalogue

WORDS = Catalogue("console.words")
