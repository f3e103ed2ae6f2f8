"""Turns the words of a contract into plain values: dates, durations, money, places; what is not written out is None."""
