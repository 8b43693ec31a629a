"""Processes and wiring: settings, logging, the clock, the command line, the embedded stack."""
