"""Whose right or duty a sentence is about, and whom exclusivity binds."""
