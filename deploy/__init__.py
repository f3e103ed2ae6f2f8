"""The way onto AWS: the stack's templates, the functions around the endpoint, the commands."""
