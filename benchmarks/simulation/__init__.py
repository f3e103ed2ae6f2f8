"""What contracts wait and cost on the asynchronous endpoint, simulated."""
