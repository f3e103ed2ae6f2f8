"""Two drafts of a contract compared: what was added, removed, altered and moved, and what that does to the review."""
