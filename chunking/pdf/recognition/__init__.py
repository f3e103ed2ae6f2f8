"""Recognition of page images: which pages need it, and whether it reads better than the text layer."""
