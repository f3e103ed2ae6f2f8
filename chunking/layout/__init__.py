"""Turns pages into continuous text: lines, reading order, headers and footers, tables, paragraphs, segments."""
