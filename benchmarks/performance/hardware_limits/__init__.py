"""What the hardware would allow: peak compute and bandwidth, and what the passes of a model cost."""
