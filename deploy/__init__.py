"""Deployment to AWS: the stack's templates, the functions around the endpoint, the page, the commands."""
