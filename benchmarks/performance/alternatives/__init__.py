"""What one would use instead, measured in the same run on the same contracts and machine."""
