"""Many reviews together: a table of contracts, and a calendar of their deadlines."""
