"""What is drawn on a page: lines through words, checkboxes, watermarks."""
