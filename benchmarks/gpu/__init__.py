"""What the engine does on a GPU: right answers, speed, failures, peers, trainings."""
