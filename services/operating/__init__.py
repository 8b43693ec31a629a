"""What operators do at a terminal: find, show, offer, dispose."""
