"""What an agency's own systems are told."""
