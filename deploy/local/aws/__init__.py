"""The stand-ins for the AWS services around the endpoint."""
