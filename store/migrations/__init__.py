"""Numbered migrations, and the runner that applies them."""
