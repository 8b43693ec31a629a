"""What can be wrong with an installation, looked at piece by piece."""
