"""How faithful and how accurate reviews are."""
