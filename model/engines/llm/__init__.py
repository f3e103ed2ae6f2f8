"""Causal language models: each chunk's sentences are numbered, and the model answers with numbers."""
