"""Every file is read in child processes of its own, with limits on time, memory, files and the network."""
