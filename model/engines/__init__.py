"""The engines that find clauses: one interface, implemented by the tagger and the LLM."""
