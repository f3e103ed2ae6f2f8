"""Reading of dates, durations, amounts and places in words, and of headings and sections."""
