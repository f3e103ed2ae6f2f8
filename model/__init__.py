"""Chunks to findings to a review: the engines, training, measuring, and the assembly of what is served."""
