"""One coaching engagement: what may happen, what has happened, what is owed, who may see it."""
