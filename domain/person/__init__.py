"""A person: who they are and when they may be written to."""
