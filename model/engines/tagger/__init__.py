"""Token classification: one pass over windows of tokens finds all categories."""
