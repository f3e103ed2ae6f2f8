"""The toy LLM of the tests: its invented contracts, training and measurements."""
