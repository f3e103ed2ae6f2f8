"""The other agreements that a contract amends, restates or belongs to."""
