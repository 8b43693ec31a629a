"""What is one person's own: what waits for them, their engagements, profile and calendar."""
