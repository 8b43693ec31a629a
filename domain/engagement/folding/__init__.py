"""How single events change an engagement's state; `evolve.py` says which event goes where."""
