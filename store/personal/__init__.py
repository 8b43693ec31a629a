"""What is kept for one person, or read for one person through row level security."""
