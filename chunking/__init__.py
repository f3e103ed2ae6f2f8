"""Turns a PDF into a Document (pages, continuous text, segments with positions) and chunks. Independent of models."""
