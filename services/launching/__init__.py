"""Engagements launched: one by a form or a command, many by a file."""
