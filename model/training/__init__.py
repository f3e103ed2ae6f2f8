"""Training of the tagger, the LLM and the reference; calibration; annotated contracts."""
