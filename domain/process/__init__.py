"""Coaching models as data: stages and what gates them, versioned."""
