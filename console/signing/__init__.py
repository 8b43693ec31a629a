"""Signing in and out: who a request is of, and the pages by which one becomes somebody."""
