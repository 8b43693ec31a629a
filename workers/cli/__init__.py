"""The commands of `coaching`, a module for each thing people do; each has `register(app)`."""
