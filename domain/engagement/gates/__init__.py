"""What a stage needs before it is left forward, whether it is there, and who can supply it."""
