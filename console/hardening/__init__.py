"""What stands around every page and the whole API, whoever asks: pure ASGI, a file a concern."""
