"""Tables, plots and pages made from measurements."""
