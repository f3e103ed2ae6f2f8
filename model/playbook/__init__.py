"""What a legal team wants, rejects or reviews: rules, and the flags that they raise."""
