"""Measurements of accuracy, speed, memory, cost and robustness."""
