"""The console's sentences as message catalogues, one folder a language."""
