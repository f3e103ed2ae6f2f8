"""What a clause does, and to whom: each module reads one kind of clause from its words."""
