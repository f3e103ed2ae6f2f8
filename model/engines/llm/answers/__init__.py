"""What a model may answer, held to a grammar while it is generated, and what the answer says."""
