"""From chunks to a review: engines find clauses, summary and playbook interpret them, review.py assembles it all."""
