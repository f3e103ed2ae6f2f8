"""How long reviews take, against the hardware's limits, under load, and beside alternatives."""
