"""What each role may see: read models, handoff and closing summary as data."""
