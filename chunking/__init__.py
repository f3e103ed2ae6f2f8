"""Reads PDFs, Word files and texts in sandboxed processes: bytes in, a Document out (pages, continuous text, segments
with their places), packed into chunks that fit a model. Independent of models."""
