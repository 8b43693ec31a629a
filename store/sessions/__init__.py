"""Who is signed in, and how they came to be: hashes of secrets, by wall time."""
