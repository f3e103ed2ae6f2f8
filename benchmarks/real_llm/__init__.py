"""A real language model, Gemma 3 270M, through everything: from its weights to a review over HTTP."""
