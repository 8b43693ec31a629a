"""The rules of the field, a file to a topic: its commands, its events, and what may happen when.

Each topic holds its commands and events and, per command, one function from (state, command) to
events; `decide.py` calls them, `evolve.py` folds what came of them.
"""
