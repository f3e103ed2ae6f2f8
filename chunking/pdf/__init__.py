"""A PDF file to pages: text with a box for every character, notes, and OCR where the text layer cannot be used."""
