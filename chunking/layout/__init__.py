"""Pages to one flowing text: lines, reading order, headers and footers, tables, paragraphs, segments."""
