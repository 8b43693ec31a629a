"""What is made from the log and can be made anew: read models, owed work, rows."""
