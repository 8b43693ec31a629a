"""Days, working hours and holidays, as the agency and its people count them."""
