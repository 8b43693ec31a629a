"""What the engine owes: to whom, from when, keyed by occasion."""
