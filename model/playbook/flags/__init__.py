"""From a playbook's rules to flags: what each says, quotes and advises."""
