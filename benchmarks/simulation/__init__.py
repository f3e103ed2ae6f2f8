"""A simulation of the asynchronous endpoint: waiting times and cost."""
