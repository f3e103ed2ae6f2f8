"""The tagger: a token-classification model, which finds all categories in one pass over windows of tokens."""
