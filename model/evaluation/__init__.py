"""Evaluation of models: CUAD's metrics, the summary's accuracy, comparisons, the report."""
