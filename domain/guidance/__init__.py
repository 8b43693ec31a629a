"""What helps when its moment comes: short aids beside forms, and what to consider in trouble."""
