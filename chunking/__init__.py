"""PDF bytes to a Document: pages, one flowing text, segments that know their place, chunks. Knows of no model."""
