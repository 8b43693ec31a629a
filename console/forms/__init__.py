"""A form made from an act's questions: how each is asked, and what was posted back."""
