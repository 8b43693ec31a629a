"""What an operator can have done, apart from how it is typed or printed."""
