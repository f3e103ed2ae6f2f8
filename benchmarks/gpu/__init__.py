"""Measurements on a GPU: correctness, speed, failures, alternatives, training."""
