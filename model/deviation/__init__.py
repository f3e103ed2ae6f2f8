"""Compares a contract with the reference contracts: features, the reference statistics, and flags."""
