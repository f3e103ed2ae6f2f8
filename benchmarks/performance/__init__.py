"""Speed and memory: by stage, against the hardware's limits, under load, and compared with alternatives."""
