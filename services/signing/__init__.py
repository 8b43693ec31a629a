"""Signing in, and tokens for people's programs."""
