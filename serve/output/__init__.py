"""A review as people see it: a page, lines for a terminal, comments in the Word file, values in words."""
