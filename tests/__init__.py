"""Tests read as sentences about coaching; servers are real and started by the run itself."""
