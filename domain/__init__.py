"""The rules of formal coaching as pure functions: no I/O, no clock, no random."""
