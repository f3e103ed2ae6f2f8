"""Reads PDF pages: text with a box per character, annotations, and OCR if the text layer is unusable."""
