"""Exports what people corrected on the page as annotated contracts: ``contract-review corrections export``."""
