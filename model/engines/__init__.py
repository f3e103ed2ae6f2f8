"""What finds clauses: one interface, two engines behind it (tagger and LLM)."""
