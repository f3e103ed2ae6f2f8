"""Which of a rule's advice still makes sense for a contract."""
