"""Compares a contract with the norm, the statistics of the reference contracts: features, the norm, and flags."""
