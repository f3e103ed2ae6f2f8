"""Computes answers: continuous batching over one KV cache, with drafts that are verified."""
