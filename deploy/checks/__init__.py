"""What is checked before anything is created: the account, its quotas, and the permissions for each API call."""
