"""The toy language model of tests: its invented contracts, its training, its measurements."""
