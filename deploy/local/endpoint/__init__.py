"""A stand-in for SageMaker's asynchronous endpoint."""
