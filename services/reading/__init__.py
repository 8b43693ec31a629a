"""What one person may reach and read of engagements and their agency."""
