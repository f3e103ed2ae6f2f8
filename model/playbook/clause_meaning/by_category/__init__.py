"""What clauses of single categories say: whom they bind, to what, and how far."""
