"""When the agreement begins and ends: its date, its term, renewal and notice, and termination."""
