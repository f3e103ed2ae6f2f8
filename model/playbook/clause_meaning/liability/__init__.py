"""What clauses on liability leave uncapped, exclude or excuse."""
