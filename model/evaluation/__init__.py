"""Evaluation: the data set's measure, the summary's accuracy, comparisons, the report."""
