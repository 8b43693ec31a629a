"""What people print: papers, goals, observations, reports; made of what their reader may see."""
