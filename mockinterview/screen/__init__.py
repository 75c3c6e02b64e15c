"""Screens: where a rehearsal is seen and steered."""
