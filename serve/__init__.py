"""The HTTP container and the command line: requests in, reviews out."""
