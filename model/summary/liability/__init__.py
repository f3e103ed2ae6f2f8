"""Caps on liability, exclusions of losses, and what caps do not apply to."""
