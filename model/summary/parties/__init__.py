"""Who the parties are: names, roles, lists of parties, and whom a sentence is about."""
