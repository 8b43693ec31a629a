"""Servers the engine starts and stops itself, so that one command is a whole system."""
