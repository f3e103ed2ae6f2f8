"""Reads each file in its own sandboxed child processes, with limits on time, memory, files and the network."""
