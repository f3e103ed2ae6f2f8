"""The structured summary: values read from clauses, and from the contract's form."""
