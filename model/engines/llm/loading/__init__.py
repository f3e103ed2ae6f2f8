"""Loads a language model: weights, adapters, and checks that it fits and answers rightly."""
