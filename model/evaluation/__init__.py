"""How good a model is: the data set's measure, the summary's accuracy, the report."""
