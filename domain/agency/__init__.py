"""An agency: its settings and the coaching agreement that its leadership signs."""
