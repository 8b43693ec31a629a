"""The county example (Toolkit, ch. 6) in made-up names, on a quickened clock: `make run`."""
