"""The HTTP side: routes, requests, admission, responses, metrics."""
