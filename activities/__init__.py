"""What the engine does to the world, and the ports it does it through."""
