"""The tagger: token classification, which finds all categories in one pass over windows of tokens."""
