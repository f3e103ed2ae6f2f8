"""The prompts that a language model is asked with."""
