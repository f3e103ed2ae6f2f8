"""What a review costs in time and memory, and beside what else."""
