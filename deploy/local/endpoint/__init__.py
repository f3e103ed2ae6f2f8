"""The stand-in for SageMaker's asynchronous endpoint."""
