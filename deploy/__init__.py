"""The way onto AWS. Nothing is here yet."""
