"""What was added to a page: form fields, comments, and values typed over its lines."""
