"""How single events change an engagement's state; `domain.evolve` says which event goes where."""
