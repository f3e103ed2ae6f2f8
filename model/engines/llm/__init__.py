"""Causal language models as engines. Each chunk's sentences are numbered, and the model answers with numbers."""
