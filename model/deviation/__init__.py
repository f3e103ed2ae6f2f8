"""How a contract differs from the reference contracts: features, the reference itself, and flags."""
