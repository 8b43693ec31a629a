"""Benchmarks: each figure beside something bare, measured in turn with it in the same run."""
