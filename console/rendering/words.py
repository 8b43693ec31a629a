"""The console's sentences, by their keys."""

from console.words import WORDS

say = WORDS.say
