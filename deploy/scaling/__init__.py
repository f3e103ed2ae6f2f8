"""How many instances the endpoint should have, of which type, and what they cost."""
