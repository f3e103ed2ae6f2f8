"""Robustness: hostile and damaged files, killed processes, floods of requests, slow regular expressions."""
