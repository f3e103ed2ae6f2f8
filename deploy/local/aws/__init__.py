"""Stand-ins for the AWS services around the endpoint."""
