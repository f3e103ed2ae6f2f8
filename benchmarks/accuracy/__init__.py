"""Accuracy of quotes, of reviews of scans, and of deviation flags."""
