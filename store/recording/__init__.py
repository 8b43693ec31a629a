"""Recording: one command in one transaction, and the repositories it goes to."""
