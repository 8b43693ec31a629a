"""Temporal workflows: one thin workflow an engagement, the rounds, the sweeper, cohorts."""
