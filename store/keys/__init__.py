"""Keys: sealing, data keys, shredding."""
