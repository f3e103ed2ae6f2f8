"""The model side: the process that owns the model, and the handlers that answer a request."""
