"""What acts there are, what their fields ask, and who can do which: read off the commands."""
