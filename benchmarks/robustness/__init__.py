"""What breaks: hostile and broken files, killed processes, floods of requests."""
